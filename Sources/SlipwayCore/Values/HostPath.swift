/// An absolute path of a machine in its one spelling: no doubled slash, no `.`, no `..`.
package struct HostPath: Sendable, Hashable {
  package static let root = HostPath(parts: [])
  private let parts: [String]

  private init(parts: [String]) { self.parts = parts }

  /// - Returns: `nil` for what is no absolute path, or climbs.
  package init?(_ typed: String) {
    let parts = typed.split(separator: "/").map(String.init).filter { $0 != "." }
    let isPlain = typed.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    guard typed.first == "/", typed.utf8.count <= 1024, isPlain, !parts.contains("..") else { return nil }
    self.parts = parts
  }

  package var text: String { "/" + parts.joined(separator: "/") }

  /// The same path, or one below it.
  package func isWithin(_ other: HostPath) -> Bool { parts.starts(with: other.parts) }

  /// Whether one of the two is within the other: who has one reaches something of the other.
  package func overlaps(_ other: HostPath) -> Bool { isWithin(other) || other.isWithin(self) }
}
