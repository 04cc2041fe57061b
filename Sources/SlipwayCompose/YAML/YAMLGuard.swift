import SlipwayCore
import Yams

/// Refuses keys that are collections or aliases before the document is put together: a parser hashes keys to find
/// those that stand twice, and a key of nested aliases would keep it at that without end. No compose file has one.
enum YAMLGuard {
  /// Stands in for the asterisk, so that no alias is one: the document is then as large as its text.
  private static let asterisk = "\u{E000}"

  static func refuseCostlyKeys(_ text: String, field: String) throws {
    guard text.contains("*"), text.contains("&") else { return }
    let probe = text.replacing("*", with: asterisk)
    guard let document = try Parser(yaml: probe, resolver: .basic, encoding: .utf8).singleRoot() else { return }
    if let line = lineOfCostlyKey(in: document) {
      throw SlipwayError.invalid(field, "line \(line): a key must be a text, and no alias; write it out")
    }
  }

  private static func lineOfCostlyKey(in node: Node) -> Int? {
    switch node {
    case .scalar, .alias: return nil
    case .sequence(let list): return list.lazy.compactMap(lineOfCostlyKey).first
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard case .scalar(let name) = key, name.style != .plain || !name.string.hasPrefix(asterisk) else {
          return key.mark?.line ?? 0
        }
        if let line = lineOfCostlyKey(in: value) { return line }
      }
      return nil
    }
  }
}
