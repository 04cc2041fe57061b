import SlipwayCore
import Yams

/// Spells a parsed tree out: merges what `<<` names, forgets anchors, and counts values so that a few lines of aliases
/// cannot become a billion.
struct YAMLResolution {
  /// Values after aliases are resolved.
  static let maximumValues = 100_000
  /// Bytes of the texts among them, likewise: a long text may stand behind each of many aliases.
  static let maximumBytes = 4 << 20
  private static let textTags: Set = [
    Tag.Name.implicit.rawValue, Tag.Name.str.rawValue, Tag.Name.nonSpecific.rawValue,
  ]
  private static let wordTags: Set = [
    Tag.Name.null.rawValue, Tag.Name.bool.rawValue, Tag.Name.int.rawValue, Tag.Name.float.rawValue,
  ]

  let field: String
  private var values = 0
  private var bytes = 0

  init(field: String) { self.field = field }

  mutating func resolve(_ node: Node) throws -> YAMLNode {
    values += 1
    guard values <= Self.maximumValues else {
      throw SlipwayError.invalid(field, "its aliases stand for more than \(Self.maximumValues) values; use fewer")
    }
    switch node {
    case .scalar(let scalar):
      try count(scalar)
      return YAMLNode(.scalar(try resolve(scalar)), line: node.mark?.line)
    case .sequence(let list):
      try require(list.tag, in: [Tag.Name.implicit, .nonSpecific, .seq], at: node)
      return YAMLNode(
        .list(try list.map { try resolve($0) }), line: node.mark?.line)
    case .mapping(let mapping):
      try require(mapping.tag, in: [Tag.Name.implicit, .nonSpecific, .map], at: node)
      return YAMLNode(.map(try resolve(mapping)), line: node.mark?.line)
    case .alias:
      throw refused("an alias stands for nothing", at: node)
    }
  }

  private mutating func count(_ scalar: Node.Scalar) throws {
    bytes += scalar.string.utf8.count
    guard bytes > Self.maximumBytes else { return }
    throw SlipwayError.invalid(field, "its aliases stand for more than \(Self.maximumBytes >> 20) MiB; use fewer")
  }

  /// A scalar keeps its spelling; one that is a text or a word by its tag gets the spelling that says the same.
  private func resolve(_ scalar: Node.Scalar) throws -> YAMLNode.Scalar {
    let tag = scalar.tag.description
    var style = Self.style(scalar.style)
    if Self.wordTags.contains(tag) {
      style = .plain
    } else if !Self.textTags.contains(tag) {
      throw refused("the tag \(tag) has no meaning here; remove it", at: .scalar(scalar))
    } else if tag != Tag.Name.implicit.rawValue, style == .plain {
      style = .doubleQuoted
    }
    return YAMLNode.Scalar(text: scalar.string, style: style)
  }

  private mutating func resolve(_ mapping: Node.Mapping) throws -> [YAMLNode.Pair] {
    var pairs: [YAMLNode.Pair] = []
    var merged: [YAMLNode.Pair] = []
    for (key, value) in mapping {
      guard case .scalar(let name) = key else { throw refused("a key must be a text", at: key) }
      if name.string == "<<", name.style == .plain {
        merged += try sources(of: value)
      } else {
        try count(name)
        // The parser has looked at the key already and may have given it a tag: its style says all.
        let scalar = YAMLNode.Scalar(text: name.string, style: Self.style(name.style))
        pairs.append(YAMLNode.Pair(scalar, try resolve(value), line: key.mark?.line))
      }
    }
    var names = Set(pairs.map(\.key.text))
    pairs += merged.filter { names.insert($0.key.text).inserted }
    return pairs
  }

  /// What a merge key brings: of several mappings, the first to name a key gives it.
  private mutating func sources(of value: Node) throws -> [YAMLNode.Pair] {
    let source = try resolve(value)
    let parts = source.items ?? [source]
    return try parts.flatMap { part in
      guard let pairs = part.pairs else { throw refused("'<<' can merge mappings only", at: value) }
      return pairs
    }
  }

  private static func style(_ style: Node.Scalar.Style) -> YAMLNode.Scalar.Style {
    switch style {
    case .any, .plain: .plain
    case .singleQuoted: .singleQuoted
    case .doubleQuoted: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    }
  }

  private func require(_ tag: Tag, in allowed: [Tag.Name], at node: Node) throws {
    guard !allowed.contains(where: { $0.rawValue == tag.description }) else { return }
    throw refused("the tag \(tag.description) has no meaning here; remove it", at: node)
  }

  private func refused(_ problem: String, at node: Node) -> SlipwayError {
    SlipwayError.invalid(field, (node.mark.map { "line \($0.line): " } ?? "") + problem)
  }
}
