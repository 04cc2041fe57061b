import SlipwayCore
import SlipwayProcedures

/// What is backed up of a service: its database, its volumes, and what was restored into them.
enum BackupsPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/backups" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await Frame.load(request)
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
      ? BackupParts.empty(model.destinations, buttons) + restores(model, context)
      : "<div class=\"actions\">\(buttons)</div>" + cards
    return Layout.page(
      model.frame.screen("Backups", tab: "/backups", context, body: body + dialogs(model, context)), context)
  }

  private static func card(_ view: BackupView, _ model: BackupsModel, _ context: PageContext) -> HTML {
    BackupCard(
      view: view, context: context,
      restore: { run in
        linkButton(
          "Restore", href: model.restoreLink(run.objectKey, view.destination?.destinationId), icon: .rollback)
      }
    ).html
  }

  private static func actions(_ model: BackupsModel) -> HTML {
    guard !model.destinations.isEmpty else { return "" }
    return """
      \(when: model.isDumpable, dialogButton("Back up the database", opens: BackupDialog.newID, .primary, icon: .database))\
      \(when: !model.volumes.isEmpty, dialogButton("Back up a volume", opens: VolumeBackupDialog.newID, icon: .disk))\
      \(dialogButton("Restore a file", opens: RestoreDialog.id, icon: .rollback))
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
      context: context, destinations: model.destinations, subject: subject, databaseName: model.databaseName)
    let volume = VolumeBackupDialog(
      context: context, destinations: model.destinations, volumes: model.volumes, owner: [owner])
    let edits: HTML = """
      \(each: model.views.filter { !$0.isVolume }, { BackupDialog(context: context, destinations: model.destinations, view: $0, subject: subject).html })\
      \(each: model.views.filter(\.isVolume), { VolumeBackupDialog(context: context, destinations: model.destinations, view: $0, volumes: model.volumes, owner: [owner]).html })
      """
    return database.html + volume.html + edits + RestoreDialog(model: model, context: context).html
  }
}

/// What the page of a service's backups shows.
struct BackupsModel: Sendable {
  /// The engines that have a client for it; of the others the volume is backed up.
  private static let dumpable: Set<Database.Engine> = [.postgres, .mysql, .mariadb, .mongo]
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

  var volumes: [String] { frame.facts.mounts.compactMap(\.volumeName) }

  private var database: DatabaseFrame? { frame as? DatabaseFrame }

  var databaseName: String? { database?.database.databaseName }

  /// Whether a client of its engine dumps it.
  var isDumpable: Bool { database.map { Self.dumpable.contains($0.detail.engine) } ?? false }

  func restoreLink(_ key: String, _ destination: ID<Destination>?) -> String {
    let from = destination.map { "&from=\($0.rawValue.percentEncoded)" } ?? ""
    return "\(frame.base)/backups?open=\(RestoreDialog.id)&restore=\(key.percentEncoded)\(from)"
  }
}
