import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// The volumes on the server, each with who mounts it.
enum DockerVolumesPage: Page {
  static let path = "/docker/volumes"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await DockerFrame.load(request)
    let isMeasured = request.query["sizes"] == "1"
    return try await frame.page("Volumes", path) {
      isMeasured
        ? try await request.desk.ask(DockerVolumeGetVolumesSize.self, frame.input)
        : try await request.desk.ask(DockerVolumeGetVolumes.self, frame.input)
    } body: {
      render($0, frame, isMeasured: isMeasured, query: request.query["q"] ?? "")
    }
  }

  static func render(
    _ volumes: [VolumeItem], _ frame: DockerFrame, isMeasured: Bool = false, query: String = ""
  ) -> HTML {
    guard !volumes.isEmpty else {
      return emptyState(.disk, "No volumes", "What services keep in volumes appears here.")
    }
    let sizes: HTML? = isMeasured ? nil : linkButton("Show sizes", href: frame.href("\(path)?sizes=1"))
    let dialogs: HTML = "\(each: volumes.filter { isAsked($0, frame.context) }, { deletion($0, frame).html })"
    return DockerList(
      title: "Volumes", id: "volumes", note: Amounts.count(volumes.count, "volume") + ".", query: query,
      actions: sizes
    ).html(volumes.map { item($0, frame, isMeasured) }) + dialogs
  }

  private static func item(_ volume: VolumeItem, _ frame: DockerFrame, _ isMeasured: Bool) -> HTML {
    let users: HTML? =
      volume.containers.isEmpty
      ? nil
      : "<span>in \(volume.containers.prefix(3).joined(separator: ", "))\(more(volume.containers.count - 3))</span>"
    let size: HTML? = isMeasured ? "<span>\(volume.size.map(BackupWords.bytes) ?? "size not known")</span>" : nil
    let open: HTML? =
      frame.mayChange && volume.need == nil
      ? linkButton("Delete", href: frame.href("?open=\(dialog(volume).percentEncoded)"), .danger, icon: .trash) : nil
    return """
      <article class="list-item" data-words="\(volume.name) \(volume.containers.joined(separator: " ")) \(ownerWords(volume.owner))">\
      <div class="list-main"><div class="list-title"><code>\(volume.isAnonymous ? String(volume.name.prefix(20)) + "…" : volume.name)</code>\
      \(need(volume))</div><div class="list-sub">\(ownerMark(volume.owner))\(users)\(size)\
      \(volume.createdAt.map { "<span>made \(moment($0, now: frame.context.now))</span>" })</div></div>\
      <div class="actions">\(open)</div></article>
      """
  }

  private static func more(_ count: Int) -> String { count > 0 ? " and \(count) more" : "" }

  private static func need(_ volume: VolumeItem) -> HTML {
    switch volume.need {
    case .container: badge("In use", .good)
    case .mount, .release, .stack: badge("Needed by a service", .good)
    default: badge("Nothing mounts it")
    }
  }

  private static func dialog(_ volume: VolumeItem) -> String { "delete-\(volume.name)" }

  /// Made when it is asked for, also by a form of it that was refused.
  private static func isAsked(_ volume: VolumeItem, _ context: PageContext) -> Bool {
    context.open == dialog(volume) || context.failure?.form == dialog(volume)
  }

  private static func deletion(_ volume: VolumeItem, _ frame: DockerFrame) -> DeleteDialog {
    DeleteDialog(
      id: dialog(volume), noun: "volume", name: volume.name, losses: ["everything that is in it"],
      form: PostForm(
        "dockerVolume.removeVolume", frame.context, id: dialog(volume),
        hidden: [("volumeName", volume.name), ("_notice", "\(volume.name) was deleted.")] + frame.hidden))
  }
}
