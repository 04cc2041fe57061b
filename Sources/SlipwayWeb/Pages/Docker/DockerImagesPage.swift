import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// The images on the server, each with what needs it.
enum DockerImagesPage: Page {
  static let path = "/docker/images"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await DockerFrame.load(request)
    return try await frame.page("Images", path) {
      try await request.desk.ask(DockerImageGetImages.self, frame.input)
    } body: {
      render($0, frame, query: request.query["q"] ?? "")
    }
  }

  static func render(_ images: [ImageItem], _ frame: DockerFrame, query: String = "") -> HTML {
    guard !images.isEmpty else {
      return emptyState(.package, "No images", "What a deployment builds or pulls appears here.")
    }
    let tidy: HTML? =
      frame.ownsServer ? linkButton("Tidy up", href: frame.href(DockerDiskPage.path), icon: .trash) : nil
    return DockerList(
      title: "Images", id: "images",
      note: "\(Amounts.count(images.count, "image")); layers that they share are counted in each.", query: query,
      actions: tidy
    ).html(images.map { item($0, frame) })
  }

  private static func item(_ image: ImageItem, _ frame: DockerFrame) -> HTML {
    let short = String(image.id.dropFirst("sha256:".count).prefix(12))
    let name = image.names.first ?? image.digests.first.map { String($0.prefix { $0 != "@" }) } ?? "without a name"
    let more: HTML? = image.names.count > 1 ? badge("+\(image.names.count - 1)") : nil
    return """
      <article class="list-item" data-words="\(image.names.joined(separator: " ")) \(short) \(ownerWords(image.owner))">\
      <div class="list-main"><div class="list-title"><code>\(name)</code>\(more)\(need(image))</div>\
      <div class="list-sub"><span class="mono">\(short)</span><span>\(BackupWords.bytes(image.size))</span>\
      \(image.createdAt.map { "<span>made \(moment($0, now: frame.context.now))</span>" })\(ownerMark(image.owner))</div></div>\
      <div class="actions">\(remove(image, short, name, frame))</div></article>
      """
  }

  private static func need(_ image: ImageItem) -> HTML {
    switch image.need {
    case .container: badge(Amounts.count(image.containers, "container"), .good)
    case .release, .service: badge("Needed by a release", .good)
    case .deployment: badge("Of a deployment", .working)
    case .unique: badge("Only here")
    default: badge("Nothing needs it")
    }
  }

  /// Only what nothing needs: the rest is said no to anyway.
  private static func remove(_ image: ImageItem, _ short: String, _ name: String, _ frame: DockerFrame) -> HTML? {
    let isLoose = image.need == nil || (image.need == .unique && frame.ownsServer)
    guard frame.mayChange, isLoose, image.owner.isOwn || frame.ownsServer else { return nil }
    var form = PostForm(
      "dockerImage.removeImage", frame.context, id: "remove-\(short)",
      hidden: [("id", image.id), ("repository", ""), ("tag", "")] + (image.need == .unique ? [("force", "true")] : [])
        + frame.hidden)
    form.question =
      image.need == .unique
      ? "Remove \(name)? It was made on \(frame.place), and no registry has it." : "Remove \(name)?"
    return form.button("Remove", .danger, icon: .trash)
  }
}
