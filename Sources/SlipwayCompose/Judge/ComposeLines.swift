import SlipwayCore

/// Where things stand in the text that a user wrote; what came from elsewhere stands nowhere.
package struct ComposeLines: Sendable {
  private let root: YAMLNode
  /// What Slipway put behind the names in the file that runs.
  private let suffix: String?

  /// - Returns: `nil` for a text that cannot be read.
  package init?(_ text: String, suffix: String? = nil) {
    guard let root = try? YAMLTree.read(text, field: ComposeFile.field) else { return nil }
    self.root = root
    self.suffix = suffix
  }

  /// - Parameter place: as in `["services", "web", "volumes", "0"]`.
  /// - Returns: the line of the place itself, or of what it stands in; `nil` when not even the first two are there.
  func line(of place: [String]) -> Int? {
    var (node, line): (YAMLNode, Int?) = (root, nil)
    for (depth, part) in place.enumerated() {
      if let pair = node.pairs?.first(where: { $0.key.text == part || depth == 1 && isSame($0.key.text, part) }) {
        (node, line) = (pair.value, pair.line ?? line)
      } else if let items = node.items, let index = Int(part), items.indices.contains(index) {
        (node, line) = (items[index], items[index].line ?? line)
      } else {
        return depth < min(2, place.count) ? nil : line
      }
    }
    return line
  }

  private func isSame(_ typed: String, _ name: String) -> Bool { suffix.map { "\(typed)-\($0)" == name } ?? false }
}
