/// A file that Docker Compose opens beside a compose file while it reads it.
package struct ComposeRead: Sendable, Hashable {
  /// What is in it.
  package enum Content: Sendable, Hashable {
    /// Another compose file, whose own paths start from a folder: that one, or the file's own.
    case composeFile(folder: ComposePlace?)
    /// Variables or labels.
    case values
  }

  package var content: Content
  /// `nil` when it leads out of the stack's folders, or nobody can say where it leads.
  package var place: ComposePlace?
  /// As in `services.web.env_file`.
  package var path: String
  package var line: Int?
  /// As it was typed, with the variables' values.
  package var typed: String

  /// What a file from elsewhere gives the stack.
  /// - Parameter file: the compose file that names it; `nil` for the stack's own.
  package func danger(in file: String? = nil) -> ComposeDanger {
    let reason =
      content == .values ? "reads a file of the host" : "brings in a file from outside of the stack's folder"
    return ComposeDanger(
      line: file == nil ? line : nil, path: (file.map { "\($0): " } ?? "") + path, reason: reason, asked: typed)
  }
}

/// A file or folder of a stack, by its parts: below the root of the source code, or of the folder of its file mounts.
package struct ComposePlace: Sendable, Hashable {
  /// One of a stack's two folders.
  package enum Root: Sendable, Hashable {
    case code, files
  }

  package var root: Root
  package var parts: [String]

  package init(root: Root, parts: [String]) {
    self.root = root
    self.parts = parts
  }

  /// Below the root.
  package var path: String { parts.joined(separator: "/") }

  package var folder: ComposePlace { ComposePlace(root: root, parts: Array(parts.dropLast())) }

  /// - Returns: `nil` for what leads out of the root, and for what is no plain path: an address, or a name with a variable.
  package func following(_ path: String) -> ComposePlace? {
    guard path.first != "/", path.first != "~", !path.contains(where: { "\\$:".contains($0) }) else { return nil }
    var place = self
    for part in path.split(separator: "/") where part != "." {
      guard part == ".." else {
        place.parts.append(String(part))
        continue
      }
      guard place.parts.popLast() != nil else { return nil }
    }
    return place
  }
}
