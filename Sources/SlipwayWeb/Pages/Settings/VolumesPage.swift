import SlipwayAnswers
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
      Model(volumes: found.volumes, problem: found.problem, isMeasured: isMeasured, projects: projects),
      request.context)
  }

  /// What is left, and who may mount it.
  struct Model: Sendable {
    var volumes: [LeftVolume]
    /// Why nothing is known of them.
    var problem: String?
    var isMeasured = false
    /// Who may mount them.
    var projects: [ProjectListItem] = []

    /// Applications by their identifiers.
    var services: [Select.Choice] {
      places { environment, place in
        environment.applications.map { Select.Choice($0.applicationId.rawValue, "\($0.name) · \(place)") }
      }
    }

    /// Environments by their addresses.
    var environments: [Select.Choice] {
      places { environment, place in [Select.Choice("/environments/\(environment.environmentId)", place)] }
    }

    private func places(
      _ choices: (ProjectListItem.Environment, String) -> [Select.Choice]
    ) -> [Select.Choice] {
      projects.flatMap { project in
        project.environments.flatMap { choices($0, "\(project.name) / \($0.name)") }
      }
    }
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
    return Card(
      "Left over", note: "Mount one at a service, or make a new database on one that a database has left.",
      isFlush: true
    ).html(
      "<div class=\"list\">\(each: model.volumes, { VolumeItem(volume: $0, model: model, context: context).html })</div>"
    )
  }
}

/// One volume that is left, with what can be done with it. Its dialogs are made when they are asked for: each would list
/// all services again.
private struct VolumeItem {
  var volume: LeftVolume
  var model: VolumesPage.Model
  var context: PageContext

  var html: HTML {
    let made: HTML? = volume.createdAt.map { "<span>made \(moment($0, now: context.now))</span>" }
    let size: HTML? =
      model.isMeasured ? "<span>\(volume.size.map(BackupWords.bytes) ?? "size not known")</span>" : nil
    let holds: HTML? = volume.holds.map { "<span>\($0.words)</span>" }
    let mount: HTML? = model.services.isEmpty ? nil : opening("Mount", mountID, icon: .plus)
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><code>\(volume.name)</code></div>\
      <div class="list-sub">\(holds)\(made)\(size)</div></div><div class="actions">\(mount)\
      \(opening("New database", databaseID, icon: .database))\
      \(opening("Delete", delete.id, .danger, icon: .trash))</div></article>\
      \(when: isAsked(mountID), mountDialog)\(when: isAsked(databaseID), databaseDialog)\
      \(when: isAsked(delete.id), delete.html)
      """
  }

  private func opening(_ label: String, _ dialog: String, _ kind: ButtonKind = .plain, icon shown: Icon) -> HTML {
    linkButton(label, href: "?open=\(dialog.percentEncoded)", kind, icon: shown)
  }

  /// Also by a form of it that was refused.
  private func isAsked(_ dialog: String) -> Bool { context.open == dialog || context.failure?.form == dialog }

  private var mountID: String { "mount-\(volume.name)" }
  private var databaseID: String { "database-\(volume.name)" }

  private var databaseDialog: HTML {
    func link(_ environment: Select.Choice) -> HTML {
      let query = "open=\(CreateDatabaseDialog.id)&volume=\(volume.name.percentEncoded)"
      return linkButton(environment.title, href: "\(environment.value)?\(query)", icon: .layers)
    }
    return Dialog(
      id: databaseID, title: "New database on \(volume.name)", note: "Which environment is it for?",
      isOpen: context.open == databaseID
    ).html("<div class=\"actions\">\(each: model.environments, link)</div>")
  }

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
      id: "delete-\(volume.name)", noun: "volume", name: volume.name,
      losses: ["everything that is in it"]
        + (volume.holds.map { ["the passwords of \($0.words), which are kept with it"] } ?? []),
      form: PostForm(
        "volume.delete", context, id: "delete-\(volume.name)",
        hidden: [("volumeName", volume.name), ("_notice", "\(volume.name) was deleted.")]))
  }
}
