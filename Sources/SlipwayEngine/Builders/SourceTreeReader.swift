import Glibc
import SlipwayCore
import SlipwayDetection

/// Reads what a checkout says of how it is built: the upper folders first, nothing through a link, no more than is needed.
struct SourceTreeReader {
  private static let passed: Set = [
    ".git", "node_modules", "vendor", ".venv", "venv", "target", "__pycache__", ".build", "_build", "deps",
  ]
  let root: String

  func read() throws -> SourceTree {
    var tree = SourceTree()
    var folders = [""][...]
    while let folder = folders.popFirst(), tree.paths.count < SourceTree.maximumFiles {
      for (name, isFolder) in Self.entries(of: folder.isEmpty ? root : root + "/" + folder) {
        let path = folder.isEmpty ? name : folder + "/" + name
        if isFolder {
          if !Self.passed.contains(name), folders.count < SourceTree.maximumFiles { folders.append(path) }
        } else {
          tree.paths.insert(path)
        }
      }
    }
    for path in tree.paths where SourceTree.describes(path) {
      // What is a link, no text or too large says nothing.
      guard let text = try? SourceFolder(root: root).text(of: path), text.utf8.count <= SourceTree.maximumText else {
        continue
      }
      tree.texts[path] = text
    }
    return tree
  }

  /// Folders and plain files, by name; names that are no text are passed over.
  private static func entries(of folder: String) -> [(String, Bool)] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var found: [(String, Bool)] = []
    while let entry = readdir(handle), found.count < SourceTree.maximumFiles {
      let kind = entry.pointee.d_type
      guard kind == UInt8(DT_DIR) || kind == UInt8(DT_REG) else { continue }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(validatingCString: $0) }
      }
      if let name, name != ".", name != ".." { found.append((name, kind == UInt8(DT_DIR))) }
    }
    return found.sorted { $0.0 < $1.0 }
  }
}
