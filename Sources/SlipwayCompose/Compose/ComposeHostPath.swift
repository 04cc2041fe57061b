/// A path as a compose file names it, seen from the folder that the file lies in.
struct ComposeHostPath: Sendable, Hashable {
  let path: String

  init(_ path: String) { self.path = path }

  /// Leads out of the stack's folder; its `../files`, where its file mounts lie, belongs to it.
  var isOutside: Bool {
    if path.first == "/" || path.first == "~" || path.contains("\\") || path.contains("$") { return true }
    let isBelowFiles = path == ComposeFilesFolder.published || path.hasPrefix(ComposeFilesFolder.published + "/")
    var depth = 0
    for part in path.dropFirst(isBelowFiles ? ComposeFilesFolder.published.count : 0).split(separator: "/")
    where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }
}
