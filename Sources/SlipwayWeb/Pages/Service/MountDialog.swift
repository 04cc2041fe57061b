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
      id: id, title: mount == nil ? "Add storage" : "Edit storage", isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        <div class="chooser form">\(kinds(form))<div data-when="volume">\(volume(form))</div>\
        <div data-when="bind">\(bind(form))</div><div class="form" data-when="file">\(file(form))</div></div>\
        \(path(form))<div class="form-actions">\(button(mount == nil ? "Add storage" : "Save", .primary))</div>
        """, action: "/forms/save-mount"))
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
