import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What outlives the containers of a service.
enum StoragePage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/storage" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await Frame.load(request)
    var mounts = frame.facts.mounts
    for index in mounts.indices where mounts[index].type == .file {
      let input = MountInput(mountId: mounts[index].mountId)
      if let whole = try await request.desk.find(MountOne.self, input) { mounts[index] = whole }
    }
    return render(Model(frame: frame, mounts: mounts), request.context)
  }

  /// The mounts; files with their content.
  struct Model: Sendable {
    var frame: Frame
    var mounts: [MountRow]
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let isStack = model.frame.facts.kind == .compose
    let add = dialogButton(isStack ? "Add file" : "Add storage", opens: "mount-new", icon: .plus)
    let body: HTML =
      model.mounts.isEmpty
      ? emptyState(
        .disk, isStack ? "No files" : "No storage",
        isStack
          ? "The compose file names its volumes itself. Files that are kept here lie in ../files for it."
          : "Without it, what a container writes is gone with the next deployment. A volume keeps it.",
        action: add)
      : Card(isStack ? "Files" : "Storage", note: "Applied by the next deployment.", actions: add, isFlush: true)
        .html(
          "<div class=\"list\">\(each: model.mounts, { item($0, model.frame, context) })</div>")
    let dialogs: HTML = """
      \(MountDialog(frame: model.frame, context: context, mount: nil).html)\
      \(each: model.mounts, { MountDialog(frame: model.frame, context: context, mount: $0).html })
      """
    return Layout.page(model.frame.screen("Storage", tab: "/storage", context, body: body + dialogs), context)
  }

  private static func item(_ mount: MountRow, _ frame: Frame, _ context: PageContext) -> HTML {
    let suffix = mount.mountId.rawValue
    var delete = PostForm("mounts.remove", context, id: "remove-\(suffix)", hidden: [("mountId", suffix)])
    let isData = mount.type == .volume && mount.mountPath == frame.dataPath
    let isStack = frame.facts.kind == .compose
    let place = isStack ? "../files/\(mount.filePath ?? "")" : mount.mountPath
    delete.question = loss(of: mount, isData: isData, frame)
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><code>\(place)</code>\
      \(badge(title(mount.type)))\(when: isData, badge("Data", .good))</div>\
      \(when: !isStack, "<div class=\"list-sub\">\(origin(mount))</div>")</div>\
      <div class="actions">\(dialogButton("Edit", opens: "mount-\(suffix)", icon: .edit))\
      \(delete.button("Remove", .danger, icon: .trash))</div></article>
      """
  }

  private static func loss(of mount: MountRow, isData: Bool, _ frame: Frame) -> String {
    if frame.facts.kind == .compose {
      return "Delete \(mount.filePath ?? "")? A service that mounts it does not start any more."
    }
    return isData
      ? "Take the data away from \(frame.facts.name)? The next deployment starts an empty server, and what it keeps "
        + "then is lost with it. The volume itself stays."
      : "Take \(mount.mountPath) away from the service? The data itself is kept."
  }

  static func title(_ kind: Mount.Kind) -> String {
    switch kind {
    case .volume: "Volume"
    case .bind: "Folder of the server"
    case .file: "File"
    }
  }

  private static func origin(_ mount: MountRow) -> HTML {
    switch mount.type {
    case .volume: "<span>volume <code>\(mount.volumeName ?? "")</code></span>"
    case .bind: "<span>from <code>\(mount.hostPath ?? "")</code></span>"
    case .file: "<span>kept here as <code>\(mount.filePath ?? "")</code></span>"
    }
  }
}
