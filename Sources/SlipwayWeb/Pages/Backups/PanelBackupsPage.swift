import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Backups of Slipway itself: what is in them, and how a fresh machine becomes this one.
enum PanelBackupsPage: Page {
  static let path = "/settings/backups"

  static func html(_ request: PageRequest) async throws -> HTML {
    let found = try await request.desk.ask(UserGetBackups.self, NoInput())
    guard found.mayChange else { return shown(found.backups.map(BackupView.init), request.context) }
    let destinations = try await request.desk.askIfAllowed(DestinationAll.self, NoInput()) ?? []
    return render(found.backups.map(BackupView.init), destinations, request.context)
  }

  static func render(_ backups: [BackupView], _ destinations: [DestinationRow], _ context: PageContext) -> HTML {
    let add = dialogButton("New backup", opens: BackupDialog.newID, .primary, icon: .plus)
    let cards: HTML =
      "<div class=\"stack\">\(each: backups, { BackupCard(view: $0, context: context, restore: { _ in nil }).html })\(recovery)</div>"
    let body: HTML = backups.isEmpty ? BackupParts.empty(destinations, add) + recovery : cards
    let subject = [(name: "databaseType", value: "web-server")]
    let dialogs: HTML = """
      \(BackupDialog(context: context, destinations: destinations, subject: subject).html)\
      \(each: backups, { BackupDialog(context: context, destinations: destinations, view: $0, subject: subject).html })
      """
    return page(body + dialogs, heading: backups.isEmpty ? nil : add, context)
  }

  /// For those who may not change them.
  private static func shown(_ backups: [BackupView], _ context: PageContext) -> HTML {
    let note: HTML = "Only the owner of this server may back it up: a backup holds what every organization has."
    let facts = backups.map { view -> (name: String, value: HTML) in
      ("\(view.destination?.name ?? "No destination")", "\(view.words)")
    }
    let body = Card("Backups", note: note).html(
      facts.isEmpty ? "<p class=\"muted\">There are none that you may see.</p>" : keyValue(facts))
    return page(body, heading: nil, context)
  }

  private static func page(_ body: HTML, heading actions: HTML?, _ context: PageContext) -> HTML {
    Layout.page(
      Screen(
        "Backups of Slipway", place: .backups, crumbs: [Crumb("Settings"), Crumb("Backups of Slipway")],
        heading: pageHeading("Backups of Slipway", actions: actions), body: body),
      context)
  }

  private static var recovery: HTML {
    Card("On a fresh machine", note: "Install Slipway there, do not start it, fetch the file, then:").html(
      """
      <div class="stack-small">\(copyText("slipway restore webserver-backup-….tar.gz", label: "Copy the command"))\
      <p class="muted">It checks the file first, keeps what was there before beside it, and says what to do next. \
      A backup holds the store, the routes and certificates, mounted files and uploads; what databases and volumes \
      hold has backups of its own, whose schedules rest until it is restored as well.</p></div>
      """)
  }
}

/// What the pages of backups have in common.
enum BackupParts {
  /// - Parameter advice: what else must be known of what is backed up here.
  static func empty(_ destinations: [DestinationRow], _ add: HTML, _ advice: String? = nil) -> HTML {
    guard !destinations.isEmpty else {
      return emptyState(
        .disk, "No backups yet", "They need a place to go to first: a bucket of S3, or what rclone reaches.",
        action: linkButton("Add a destination", href: "/settings/destinations", .primary, icon: .plus))
    }
    return emptyState(
      .disk, "No backups yet",
      advice ?? "Made by a schedule or by hand, verified before anything is restored.", action: add)
  }
}
