import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What lies in a destination, folder by folder, so that a file can be found and restored.
enum DestinationFilesPage: Page {
  static let path = "/settings/destinations/:destination/files"

  static func html(_ request: PageRequest) async throws -> HTML {
    let id: ID<Destination> = request.id("destination")
    let destination = try await request.desk.ask(DestinationOne.self, DestinationInput(destinationId: id))
    var model = Model(destination: destination, folder: request.query["folder"] ?? "")
    do {
      model.files = try await request.desk.ask(
        BackupListBackupFiles.self,
        fields: ["destinationId": .string(id.rawValue), "search": .string(model.search)])
    } catch let error as SlipwayError where error.code != .notFound {
      // The place may be away; the page says so and stays.
      model.problem = error.message
    }
    return render(model, request.context)
  }

  /// One folder of a destination.
  struct Model: Sendable {
    var destination: DestinationRow
    /// Without slashes at its ends; empty is the uppermost.
    var folder: String
    var files: [BackupListBackupFiles.Item] = []
    var problem: String?

    var base: String { "/settings/destinations/\(destination.destinationId)/files" }
    var search: String { folder.isEmpty ? "" : folder + "/" }
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let name = model.destination.name
    return Layout.page(
      Screen(
        "\(name) · Files", place: .destinations,
        crumbs: [Crumb("Settings"), Crumb("Destinations", DestinationsPage.path), Crumb(name)],
        heading: pageHeading(name, sentence: way(model)), body: content(model, context)
      ).wide(.narrow), context)
  }

  private static func content(_ model: Model, _ context: PageContext) -> HTML {
    if let problem = model.problem {
      return ErrorBox(title: "The destination cannot be looked into", message: problem).html
    }
    guard !model.files.isEmpty else {
      return emptyState(.folder, "Nothing here", "Backups that go to this destination appear here.")
    }
    return Card(isFlush: true).html(
      "<div class=\"list\">\(each: model.files, { item($0, model, context) })</div>",
      footer: model.files.count < 100 ? nil : "<span>The newest 100 are shown.</span>")
  }

  /// The folders above, each a link.
  private static func way(_ model: Model) -> HTML {
    let parts = model.folder.split(separator: "/").map(String.init)
    func link(_ index: Int) -> HTML {
      let folder = parts[...index].joined(separator: "/")
      return " / <a class=\"link\" href=\"\(model.base)?folder=\(folder.percentEncoded)\">\(parts[index])</a>"
    }
    return "<span><a class=\"link\" href=\"\(model.base)\">All files</a>\(each: parts.indices, link)</span>"
  }

  private static func item(_ file: BackupListBackupFiles.Item, _ model: Model, _ context: PageContext) -> HTML {
    guard !file.IsDir else {
      return """
        <article class="list-item"><div class="list-main"><div class="list-title">\(icon(.folder))\
        <a href="\(model.base)?folder=\(file.Path.percentEncoded)">\(file.Name)</a></div></div></article>
        """
    }
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><code>\(file.Name)</code></div>\
      <div class="list-sub"><span>\(BackupWords.bytes(file.Size))</span></div></div>\
      <div class="actions">\(copyButton(file.Path, label: "Copy the full name"))</div></article>
      """
  }
}
