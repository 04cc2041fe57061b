import SlipwayCore

/// One file, folder or link of an archive, with a name that was found harmless.
package struct ZipEntry: Sendable, Hashable {
  /// What it becomes.
  package enum Kind: Sendable, Hashable { case file, folder, link }

  /// The parts of its path; never empty, none is `..`.
  package var path: [String]
  package var kind: Kind
  package var isExecutable: Bool
  package var size: Int
  var compressedSize: Int
  var isDeflated: Bool
  var checksum: UInt32
  /// Where its local header begins.
  var offset: Int

  package var name: String { path.joined(separator: "/") }
}

extension ZipEntry {
  /// - Returns: the parts of a path that stays below its root; empty for the root itself.
  /// - Throws: ``SlipwayError`` `badRequest` for absolute paths, `..`, backslashes and control characters.
  static func parts(of name: String) throws -> [String] {
    let shown = name.unicodeScalars.prefix(120).map { $0.value < 32 ? "?" : String($0) }.joined()
    guard !name.hasPrefix("/"), !name.contains("\\"),
      !name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
    else {
      throw refused("the entry '\(shown)' has an absolute path, a backslash or a control character")
    }
    let parts = name.split(separator: "/").filter { $0 != "." }.map(String.init)
    guard !parts.contains("..") else { throw refused("the entry '\(shown)' leads out of its folder") }
    guard parts.allSatisfy({ $0.utf8.count <= 255 }), name.utf8.count <= 4096, parts.count <= 200 else {
      throw refused("the entry '\(shown)' has too long a name")
    }
    return parts
  }

  /// Checks where a link leads: up first, then down, and never above the root.
  static func checkLink(_ target: String, at path: [String]) throws {
    let parts = target.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }
    let up = parts.prefix { $0 == ".." }.count
    let isPlain = target.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 && $0 != "\\" }
    guard !target.isEmpty, !target.hasPrefix("/"), isPlain, target.utf8.count <= 1024, up <= path.count - 1,
      !parts.dropFirst(up).contains("..")
    else {
      throw refused("the symbolic link '\(path.joined(separator: "/"))' leads out of its folder")
    }
  }

  static func refused(_ problem: String) -> SlipwayError { .invalid("zip", problem) }
}
