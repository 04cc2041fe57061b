import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Where backups go.
enum DestinationsPage: Page {
  static let path = "/settings/destinations"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await request.desk.ask(DestinationAll.self, NoInput()), request.context)
  }

  static func render(
    _ destinations: [DestinationRow], _ context: PageContext, tests: [ID<Destination>: DestinationTrial] = [:]
  ) -> HTML {
    let create = dialogButton("Add destination", opens: "destination-new", .primary, icon: .plus)
    let list = Card(isFlush: true).html(
      "<div class=\"list\">\(each: destinations, { item($0, tests[$0.destinationId], context) })</div>")
    let body: HTML =
      destinations.isEmpty
      ? emptyState(
        .upload, "No destinations yet",
        "Backups go to a bucket of S3, or to any other place that rclone reaches: a file server, a cloud drive.",
        action: create) : list
    let dialogs: HTML = """
      \(DestinationDialog(context: context, destination: nil).html)\
      \(each: destinations, { DestinationDialog(context: context, destination: $0).html })
      """
    let heading = pageHeading("Destinations", actions: destinations.isEmpty ? nil : create)
    return Layout.page(
      Screen(
        "Destinations", place: .destinations, crumbs: [Crumb("Settings"), Crumb("Destinations")], heading: heading,
        body: body + dialogs
      ).wide(.narrow), context)
  }

  private static func item(
    _ destination: DestinationRow, _ trial: DestinationTrial?, _ context: PageContext
  ) -> HTML {
    let id = destination.destinationId
    let named = [(name: "destinationId", value: id.rawValue)]
    var remove = PostForm("destination.remove", context, id: "remove-\(id)", hidden: named)
    remove.question = "Forget \(destination.name)? What is stored there stays."
    let test = PostForm("test-destination", context, id: "test-\(id)", hidden: named)
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\(destination.name)\
      \(badge(kind(destination)))</div><div class="list-sub"><span><code>\(place(destination))</code></span>\
      <span>added \(moment(destination.createdAt, now: context.now))</span></div></div>\
      <div class="actions">\(linkButton("Files", href: "\(path)/\(id)/files", icon: .folder))\(test.html(button("Test", icon: .activity), class: "inline-form", action: "/forms/test-destination"))\
      \(dialogButton("Edit", opens: "destination-\(id)", icon: .edit))\
      \(menu("More for \(destination.name)", [remove.button("Remove", .danger, icon: .trash)]))</div>\
      \(trial.map { "<div class=\"wide-part\">\($0.html)</div>" })</article>
      """
  }

  private static func kind(_ destination: DestinationRow) -> String {
    destination.rcloneConfig == nil ? "S3" : "rclone"
  }

  private static func place(_ destination: DestinationRow) -> String {
    let server = destination.endpoint.isEmpty ? destination.provider ?? "" : destination.endpoint
    return [server, destination.bucket].filter { !$0.isEmpty }.joined(separator: " / ")
  }
}

/// What a test of a destination came to.
struct DestinationTrial: Sendable, Hashable {
  /// The reason; `nil` when it succeeded.
  var problem: String?

  var html: HTML {
    guard let problem else {
      return statusDot(.good, "A small file was written, listed and removed.")
    }
    return ErrorBox(title: "The test failed", message: problem).html
  }
}
