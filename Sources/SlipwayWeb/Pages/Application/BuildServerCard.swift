import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Which machine makes an application's image, and by which registry it comes to where it runs.
struct BuildServerCard {
  var frame: ApplicationFrame
  /// Those that images can be made on.
  var servers: [ServerRow]
  var registries: [RegistryRow]
  var context: PageContext

  private var build: BuildSettings { frame.application.build }

  /// Nothing where there is no choice.
  var html: HTML? {
    guard !servers.isEmpty || build.buildServerId != nil else { return nil }
    let form = PostForm(
      "application.update", context, id: "build-server", hidden: [("applicationId", frame.id.rawValue)])
    let note: HTML =
      "A build server makes the image, so that the machine that serves does not. What it made comes by a registry."
    return Card("Built on", note: note, id: "build-server").html(
      form.html(
        """
        \(missing)<div class="form-row">\(place.html(form))\(way.html(form))</div>\
        <div class="form-actions">\(button("Save"))</div>
        """))
  }

  private var place: Select {
    let own = frame.detail.server?.name ?? "This machine"
    return Select(
      "buildServerId", "Build server",
      [.init("", "None: \(own), where it runs")]
        + servers.map { .init($0.serverId.rawValue, "\($0.name) (\($0.ipAddress))\(Self.state($0))") },
      build.buildServerId?.rawValue ?? "")
  }

  private var way: Select {
    let chosen = registries.first { $0.registryId == build.registryId }
    return Select(
      "buildRegistryId", "By the registry",
      [.init("", chosen.map { "\($0.registryName), chosen below" } ?? "None")]
        + registries.map { .init($0.registryId.rawValue, $0.registryName) },
      build.buildRegistryId?.rawValue ?? "",
      help: registries.isEmpty ? "<a href=\"/settings/registries\">Add a registry</a> to choose it here." : nil)
  }

  private var missing: HTML? {
    guard build.buildServerId != nil, build.registryId == nil, build.buildRegistryId == nil else { return nil }
    return ErrorBox(
      title: "No registry is chosen",
      message: "The image would stay on the build server: the next deployment is refused.", tone: .warning
    ).html
  }

  private static func state(_ server: ServerRow) -> String {
    switch server.state {
    case .ready: ""
    case .unreachable: ", does not answer now"
    case .disabled: ", disabled"
    default: ", not set up yet"
    }
  }
}
