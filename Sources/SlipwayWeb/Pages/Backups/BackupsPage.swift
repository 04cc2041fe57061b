import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// What is backed up of a service: its database, its volumes, and what was restored into them.
enum BackupsPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/backups" }

  static func html(_ request: PageRequest) async throws -> HTML {
    // Which volumes a stack has is known of what runs.
    let frame = try await Frame.load(request, observing: Frame.self == ComposeFrame.self)
    let found = try await request.desk.ask(BackupByService.self, BackupByService.Input(serviceId: frame.id))
    var model = BackupsModel(
      frame: frame, views: found.backups.map(BackupView.init) + found.volumeBackups.map(BackupView.init),
      runs: found.runs)
    model.destinations = try await request.desk.askIfAllowed(DestinationAll.self, NoInput()) ?? []
    model.restore = request.query["restore"]
    model.restoreFrom = request.query["from"]
    return render(model, request.context)
  }

  static func render(_ model: BackupsModel, _ context: PageContext) -> HTML {
    let buttons = actions(model)
    let cards: HTML =
      "<div class=\"stack\">\(each: model.views, { card($0, model, context) })\(restores(model, context))</div>"
    let body: HTML =
      model.views.isEmpty
      ? BackupParts.empty(model.destinations, "<div class=\"actions\">\(buttons)</div>", model.advice)
        + restores(model, context)
      : "<div class=\"actions\">\(buttons)</div>" + cards
    return Layout.page(
      model.frame.screen("Backups", tab: "/backups", context, body: body + dialogs(model, context)), context)
  }

  private static func card(_ view: BackupView, _ model: BackupsModel, _ context: PageContext) -> HTML {
    var view = view
    if view.isVolume { view.resting = model.resting[view.subject] }
    return BackupCard(
      view: view, context: context,
      restore: { run in
        linkButton(
          "Restore",
          href: model.restoreLink(RestoreDialog.id, run.objectKey, view.destination?.destinationId.rawValue),
          icon: .rollback)
      }
    ).html
  }

  private static func actions(_ model: BackupsModel) -> HTML {
    guard !model.destinations.isEmpty else { return "" }
    // The one thing to do next, while there is none.
    let first: ButtonKind = model.views.isEmpty ? .primary : .plain
    let volume = dialogButton(
      "Back up a volume", opens: VolumeBackupDialog.newID, model.isDumpable ? .plain : first, icon: .disk)
    return """
      \(when: model.isDumpable, dialogButton("Back up the database", opens: BackupDialog.newID, first, icon: .database))\
      \(when: !model.volumes.isEmpty, volume)\
      \(dialogButton("Restore a file", opens: RestoreDialog.id, icon: .rollback))\
      \(when: model.isDatabase, dialogButton("Restore into a new database", opens: RestoreNewDialog.id, icon: .plus))
      """
  }

  /// Restores have no plan of their own.
  private static func restores(_ model: BackupsModel, _ context: PageContext) -> HTML {
    let runs = model.runs.filter { $0.kind == .restore }
    guard !runs.isEmpty else { return "" }
    return Card("Restores", isFlush: true).html(
      """
      <div class="list" id="restores" data-behavior="live" data-topics="backups">\
      \(each: runs.prefix(8), { BackupCard.item($0, context, restore: nil) })</div>
      """)
  }

  private static func dialogs(_ model: BackupsModel, _ context: PageContext) -> HTML {
    let owner = (name: model.frame.facts.type + "Id", value: model.frame.id.rawValue)
    let subject = [(name: "databaseType", value: model.frame.facts.type), owner]
    let database = BackupDialog(
      context: context, destinations: model.destinations, subject: model.stack == nil ? subject : [owner],
      databaseName: model.databaseName, services: model.stack?.names)
    let volume = VolumeBackupDialog(
      context: context, destinations: model.destinations, volumes: model.volumes, resting: model.resting,
      owner: [owner])
    let edits: HTML = """
      \(each: model.views.filter { !$0.isVolume }, { BackupDialog(context: context, destinations: model.destinations, view: $0, subject: subject, services: model.stack?.names).html })\
      \(each: model.views.filter(\.isVolume), { VolumeBackupDialog(context: context, destinations: model.destinations, view: $0, volumes: model.volumes, resting: model.resting, owner: [owner]).html })
      """
    let restore = RestoreDialog(model: model, context: context).html
    return "\(database.html)\(volume.html)\(edits)\(restore)\(RestoreNewDialog(model: model, context: context).html)"
  }
}

/// What the page of a service's backups shows.
struct BackupsModel: Sendable {
  var frame: any ServiceFrame
  var views: [BackupView]
  var runs: [BackupRunRow]
  var destinations: [DestinationRow] = []
  /// The file that is about to be restored, and where it is.
  var restore: String?
  var restoreFrom: String?

  init(frame: any ServiceFrame, views: [BackupView], runs: [BackupRunRow]) {
    self.frame = frame
    self.views = views
    self.runs = runs
  }

  var volumes: [String] { stack?.state?.volumes ?? frame.facts.mounts.compactMap(\.volumeName) }

  /// Of a stack: which services are stopped for a volume or folder.
  var resting: [String: [String]] { stack?.state?.resting ?? [:] }

  var stack: ComposeFrame? { frame as? ComposeFrame }

  private var database: DatabaseFrame? { frame as? DatabaseFrame }

  var isDatabase: Bool { database != nil }

  /// The files that are known to be in a destination, newest first.
  var stored: [String] { views.flatMap(\.runs).filter(\.isStored).map(\.objectKey) }

  /// Where the file is that was asked for, or where this service's backups go.
  var usualDestination: String {
    restoreFrom ?? views.lazy.compactMap(\.destination?.destinationId.rawValue).first
      ?? destinations.first?.destinationId.rawValue ?? ""
  }

  /// How a database is backed up that no client dumps.
  var advice: String? {
    if stack != nil {
      return "Named volumes and the folders that services write to are backed up; what lies elsewhere is not."
    }
    guard let database, !isDumpable else { return nil }
    return "\(database.engine.label) is backed up by its volume, with the server stopped for that moment."
  }

  var databaseName: String? { database?.database.databaseName }

  /// Whether a client of its engine dumps it; which services of a stack are databases, people know.
  var isDumpable: Bool {
    if let stack { return !stack.names.isEmpty }
    return database.map { DatabaseEngines.engine($0.detail.engine).isDumpable } ?? false
  }

  /// The page with one of the dialogs of restores open.
  func restoreLink(_ dialog: String, _ key: String?, _ destination: String?) -> String {
    let file = key.map { "&restore=\($0.percentEncoded)" } ?? ""
    let from = destination.map { "&from=\($0.percentEncoded)" } ?? ""
    return "\(frame.base)/backups?open=\(dialog)\(file)\(from)"
  }
}
