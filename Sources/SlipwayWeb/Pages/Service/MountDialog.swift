import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Adds or changes storage.
struct MountDialog {
  var frame: any ServiceFrame
  var context: PageContext
  /// The one to change; `nil` adds one.
  var mount: MountRow?

  var html: HTML {
    let id = "mount-\(mount?.mountId.rawValue ?? "new")"
    let form = PostForm(mount == nil ? "mounts.create" : "mounts.update", context, id: id, hidden: hidden)
    return Dialog(
      id: id, title: (mount == nil ? "Add " : "Edit ") + noun, isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        \(isStack ? stackFile(form) : anything(form))\
        <div class="form-actions">\(button(mount == nil ? "Add \(noun)" : "Save", .primary))</div>
        """, action: "/forms/save-mount"))
  }

  private var isStack: Bool { frame.facts.kind == .compose }

  private var noun: String { isStack ? "file" : "storage" }

  private func anything(_ form: PostForm) -> HTML {
    """
    <div class="chooser form">\(kinds(form))<div data-when="volume">\(volume(form))</div>\
    <div data-when="bind">\(bind(form))</div><div class="form" data-when="file">\(file(form))</div></div>\
    \(path(form))
    """
  }

  /// The volumes and folders of a stack are named in its file; so is where a container sees this one.
  private func stackFile(_ form: PostForm) -> HTML {
    "<input type=\"hidden\" name=\"type\" value=\"file\">\(file(form))"
  }

  private var hidden: [(name: String, value: String)] {
    if let mount { return [("mountId", mount.mountId.rawValue)] }
    return frame.target
  }

  private func kinds(_ form: PostForm) -> HTML {
    Select(
      "type", "Kind", [.init("volume", "Volume"), .init("bind", "Server folder"), .init("file", "File")],
      mount?.type.rawValue ?? "volume"
    ).tiles(form, icons: ["volume": .disk, "bind": .folder, "file": .logs])
  }

  private func volume(_ form: PostForm) -> HTML {
    Field("volumeName", "Volume’s name", mount?.volumeName ?? freeName).with { field in
      field.isCode = true
      field.help = "Made when it is not there; kept when the service goes."
    }.html(form)
  }

  /// One that the service does not mount yet.
  private var freeName: String {
    let taken = frame.facts.mounts.compactMap(\.volumeName)
    let names = [""] + (2...taken.count + 2).map { "-\($0)" }
    return names.map { "\(frame.facts.appName)-data\($0)" }.first { !taken.contains($0) } ?? ""
  }

  private func bind(_ form: PostForm) -> HTML {
    Field("hostPath", "Folder on the server", mount?.hostPath ?? "").with { field in
      field.isCode = true
      field.placeholder = "/srv/data"
    }.html(form)
  }

  private func file(_ form: PostForm) -> HTML {
    let name = Field("filePath", "File’s name", mount?.filePath ?? "").with { field in
      field.isCode = true
      field.placeholder = "config.yml"
      field.isRequired = isStack
      field.help = isStack ? "Mount it as <code>../files/config.yml</code> in the compose file." : nil
    }
    let content = Field("content", "Content", mount?.content ?? "").with { field in
      field.isCode = true
      field.rows = 10
    }
    return "\(name.html(form))\(content.html(form))"
  }

  private func path(_ form: PostForm) -> HTML {
    Field("mountPath", "Path in the container", mount?.mountPath ?? "").with { field in
      field.isRequired = true
      field.isCode = true
      field.placeholder = "/data"
    }.html(form)
  }
}
