import FoundationEssentials
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// The volumes that deleted services have left: to be mounted again, or deleted for good.
enum VolumesPage: Page {
  static let path = "/settings/volumes"

  static func html(_ request: PageRequest) async throws -> HTML {
    let isMeasured = request.query["sizes"] == "1"
    let found = try await request.desk.ask(VolumeUnused.self, VolumeUnused.Input(sizes: isMeasured))
    let projects = try await request.desk.ask(ProjectAll.self, NoInput())
    return render(
      Model(volumes: found.volumes, problem: found.problem, isMeasured: isMeasured, services: services(projects)),
      request.context)
  }

  /// What is left, and who may mount it.
  struct Model: Sendable {
    var volumes: [LeftVolume]
    /// Why nothing is known of them.
    var problem: String?
    var isMeasured = false
    /// Applications by their identifiers.
    var services: [Select.Choice] = []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let sizes: HTML? =
      model.volumes.isEmpty || model.isMeasured ? nil : linkButton("Show sizes", href: "\(path)?sizes=1")
    let heading = pageHeading(
      "Volumes", sentence: "<span class=\"muted\">What deleted services have left. Nothing mounts these.</span>",
      actions: sizes)
    return Layout.page(
      Screen(
        "Volumes", place: .volumes, crumbs: [Crumb("Settings"), Crumb("Volumes")], heading: heading,
        body: body(model, context)
      ).wide(.narrow), context)
  }

  private static func body(_ model: Model, _ context: PageContext) -> HTML {
    if let problem = model.problem { return ErrorBox(title: "Docker does not say", message: problem).html }
    guard !model.volumes.isEmpty else {
      return emptyState(
        .disk, "Nothing is left over",
        "A volume that is kept when its service is deleted waits here, to be mounted again or deleted.")
    }
    let note: HTML = """
      A database’s data is best used by a new database of the same engine: put the volume’s name under Storage, and the \
      old password under Advanced, before its first deployment.
      """
    return Card("Left over", note: note, isFlush: true).html(
      "<div class=\"list\">\(each: model.volumes, { VolumeItem(volume: $0, model: model, context: context).html })</div>"
    )
  }

  private static func services(_ projects: [ProjectListItem]) -> [Select.Choice] {
    projects.flatMap { project in
      project.environments.flatMap { environment in
        environment.applications.map {
          Select.Choice($0.applicationId.rawValue, "\($0.name) · \(project.name) / \(environment.name)")
        }
      }
    }
  }
}

/// One volume that is left, with what can be done with it.
private struct VolumeItem {
  var volume: LeftVolume
  var model: VolumesPage.Model
  var context: PageContext

  var html: HTML {
    let made: HTML? = volume.createdAt.map { "<span>made \(moment($0, now: context.now))</span>" }
    let size: HTML? =
      model.isMeasured ? "<span>\(volume.size.map(BackupWords.bytes) ?? "size not known")</span>" : nil
    let mount: HTML? = model.services.isEmpty ? nil : dialogButton("Mount", opens: mountID, icon: .plus)
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><code>\(volume.name)</code></div>\
      <div class="list-sub">\(made)\(size)</div></div><div class="actions">\(mount)\
      \(dialogButton("Delete", opens: delete.id, .danger, icon: .trash))</div></article>\
      \(when: mount != nil, mountDialog)\(delete.html)
      """
  }

  private var mountID: String { "mount-\(volume.name)" }

  private var mountDialog: HTML {
    var form = PostForm(
      "mounts.create", context, id: mountID,
      hidden: [
        ("type", "volume"), ("volumeName", volume.name),
        ("_notice", "\(volume.name) is mounted by the service’s next deployment."),
      ], next: "/applications/{applicationId}/storage")
    form.refusalTitle = "Not mounted"
    let service = Select("serviceId", "Service", model.services, model.services.first?.value ?? "")
    let place = Field("mountPath", "Path in the container").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "/data"
    }
    return Dialog(
      id: mountID, title: "Mount \(volume.name)", isOpen: context.open == mountID || form.failure != nil
    ).html(
      form.html(
        "\(service.html(form))\(place.html(form))<div class=\"form-actions\">\(button("Mount", .primary))</div>"))
  }

  private var delete: DeleteDialog {
    DeleteDialog(
      id: "delete-\(volume.name)", noun: "volume", name: volume.name, losses: ["everything that is in it"],
      form: PostForm(
        "volume.delete", context, id: "delete-\(volume.name)",
        hidden: [("volumeName", volume.name), ("_notice", "\(volume.name) was deleted.")]))
  }
}
