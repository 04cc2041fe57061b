extension ComposeDangers {
  /// A path of the stack's own that a container is given.
  struct Place: Sendable {
    /// Below the stack's folder; `../files` counts as one with it, for what the code lacks is kept there.
    var parts: [String]
    var isWritten: Bool
    var line: Int?
    var path: String
    var node: YAMLNode
    /// What runs in the service that is given it.
    var program = ""

    /// - Returns: `nil` for a path elsewhere.
    init?(_ source: String, isWritten: Bool, _ line: Int?, _ path: String, _ node: YAMLNode) {
      guard !ComposeHostPath(source).isOutside else { return nil }
      var text = source[...]
      let files = ComposeFilesFolder.published
      if text == files || text.hasPrefix(files + "/") { text = text.dropFirst(files.count) }
      parts = []
      for part in text.split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
      }
      self.isWritten = isWritten
      self.line = line
      self.path = path
      self.node = node
    }
  }

  /// Whoever writes a folder can put a link in the place of what lies in it; Docker follows the link at the next start.
  mutating func lookAtFoldersWithinFolders() {
    let written = places.filter(\.isWritten)
    for place in places
    where written.contains(where: { $0.parts.count < place.parts.count && place.parts.starts(with: $0.parts) }) {
      program = place.program
      note(
        place.line, place.path, "mounts what lies in a folder that containers write to: it can be led to any other",
        place.node)
    }
    program = ""
  }
}
