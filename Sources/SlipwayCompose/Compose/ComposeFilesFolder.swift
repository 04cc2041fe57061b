/// Gives `../files`, where templates and users of Dokploy look for a stack's file mounts, the folder that they lie in.
struct ComposeFilesFolder {
  static let published = "../files"

  let folder: String

  init(_ folder: String) { self.folder = folder }

  func apply(to file: inout ComposeFile) -> [ComposeAddition] {
    let before = file.root
    file.updateServices { _, body in
      body["volumes"]?.updateItems { item in
        guard item.text != nil else { return item["source"]?.updateText(moved) ?? () }
        item.updateText { text in
          let volume = ComposeVolumeText(text)
          return volume.source.map { volume.with(source: moved($0)) } ?? text
        }
      }
      for key in ["env_file", "label_file"] { update(&body[key]) }
      body["extends"]?["file"]?.updateText(moved)
    }
    file.root["include"]?.updateItems { item in
      item.updateText(moved)
      for key in ["path", "env_file", "project_directory"] { update(&item[key]) }
    }
    for section in ["configs", "secrets"] {
      file.root[section]?.updatePairs { $0.value["file"]?.updateText(moved) }
    }
    guard file.root != before else { return [] }
    return [ComposeAddition(path: Self.published, reason: "The stack's file mounts lie in \(folder).")]
  }

  /// A path, a list of them, or a list of maps that have one.
  private func update(_ paths: inout YAMLNode?) {
    paths?.updateText(moved)
    paths?.updateItems { item in
      if item.text != nil { item.updateText(moved) } else { item["path"]?.updateText(moved) }
    }
  }

  private func moved(_ path: String) -> String {
    guard path == Self.published || path.hasPrefix(Self.published + "/") else { return path }
    return folder + path.dropFirst(Self.published.count)
  }
}
