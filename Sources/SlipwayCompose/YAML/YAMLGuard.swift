import SlipwayCore
import Yams

/// Refuses before the document is put together what would cost more than it should: keys that are collections or aliases,
/// because a parser hashes keys to find those that stand twice, and a key of nested aliases would keep it at that without
/// end; and lists in lists by way of aliases, which are taken apart again by calls in calls. No compose file has either.
enum YAMLGuard {
  /// As deep as a text without aliases may be.
  private static let maximumDepth = 1000

  /// Stands in for the asterisk, so that no alias is one: the document is then as large as its text.
  private static let asterisk = "\u{E000}"

  static func refuseCostly(_ text: String, field: String) throws {
    guard text.contains("*"), text.contains("&") else { return }
    let probe = text.replacing("*", with: asterisk)
    let parser = try Parser(yaml: probe, resolver: .basic, encoding: .utf8)
    guard let document = try parser.singleRoot() else { return }
    if let line = lineOfCostlyKey(in: document) {
      throw SlipwayError.invalid(field, "line \(line): a key must be a text, and no alias; write it out")
    }
    // The parser keeps the names of the anchors.
    let depth = withExtendedLifetime(parser) {
      var anchors: [String: Int] = [:]
      return Self.depth(of: document, &anchors)
    }
    guard depth <= maximumDepth else {
      throw SlipwayError.invalid(field, "its aliases stand too deep in one another; use fewer")
    }
  }

  /// How deep a value is with all that its aliases stand for.
  /// - Parameter anchors: those before it, with the depth of each.
  private static func depth(of node: Node, _ anchors: inout [String: Int]) -> Int {
    var depth = 1
    switch node {
    case .scalar(let scalar):
      if scalar.style == .plain, scalar.string.hasPrefix(asterisk) {
        depth = anchors[String(scalar.string.dropFirst())] ?? 1
      }
    case .alias: break
    case .sequence(let list):
      for item in list { depth = max(depth, 1 + Self.depth(of: item, &anchors)) }
    case .mapping(let mapping):
      for (_, value) in mapping { depth = max(depth, 1 + Self.depth(of: value, &anchors)) }
    }
    if let anchor = node.anchor { anchors[anchor.rawValue] = depth }
    return depth
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
