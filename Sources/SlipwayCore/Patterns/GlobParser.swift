/// Reads a glob without braces. What is not closed stands for itself.
struct GlobParser {
  private static let deepest = 8
  private static let classes: [String: [ClosedRange<Character>]] = [
    "alpha": ["a"..."z", "A"..."Z"], "digit": ["0"..."9"], "alnum": ["a"..."z", "A"..."Z", "0"..."9"],
    "upper": ["A"..."Z"], "lower": ["a"..."z"], "space": [" "..." ", "\t"..."\t"],
    "xdigit": ["0"..."9", "a"..."f", "A"..."F"],
    "word": ["a"..."z", "A"..."Z", "0"..."9", "_"..."_"], "punct": ["!"..."/", ":"..."@", "["..."`", "{"..."~"],
  ]
  private let text: [Character]
  private var index = 0

  static func parse(_ pattern: String) -> [GlobNode] {
    var parser = GlobParser(text: Array(pattern))
    return parser.sequence(until: [], depth: 0)
  }

  private init(text: [Character]) { self.text = text }

  private mutating func sequence(until ends: Set<Character>, depth: Int) -> [GlobNode] {
    var nodes: [GlobNode] = []
    while index < text.count, !ends.contains(text[index]) { nodes.append(node(depth)) }
    return nodes
  }

  private mutating func node(_ depth: Int) -> GlobNode {
    let character = text[index]
    if let group = group(depth) { return group }
    switch character {
    case "\\" where index + 1 < text.count:
      index += 2
      return .literal(text[index - 1])
    case "*": return star()
    case "?":
      index += 1
      return .one
    case "[":
      if let found = characters() { return found }
    default: break
    }
    index += 1
    return .literal(character)
  }

  /// Two stars that are a whole path part cross parts; others are one star.
  private mutating func star() -> GlobNode {
    let start = index
    while index < text.count, text[index] == "*", group(peeking: index) == nil { index += 1 }
    let isWhole = (start == 0 || text[start - 1] == "/") && (index == text.count || text[index] == "/")
    guard index - start == 2, isWhole else { return .star }
    if index < text.count { index += 1 }
    return .parts
  }

  private func group(peeking place: Int) -> GlobNode.Repeat? {
    guard place + 1 < text.count, text[place + 1] == "(" else { return nil }
    return GlobNode.Repeat(rawValue: text[place])
  }

  private mutating func group(_ depth: Int) -> GlobNode? {
    let isBare = text[index] == "("
    guard depth < Self.deepest, let kind = isBare ? .once : group(peeking: index), isClosed(index + (isBare ? 0 : 1))
    else { return nil }
    index += isBare ? 1 : 2
    var choices: [[GlobNode]] = []
    while index < text.count {
      choices.append(sequence(until: ["|", ")"], depth: depth + 1))
      let end = index < text.count ? text[index] : ")"
      index += 1
      if end == ")" { break }
    }
    return .group(kind, choices)
  }

  private func isClosed(_ start: Int) -> Bool {
    var (depth, place) = (0, start)
    while place < text.count {
      switch text[place] {
      case "\\": place += 1
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth == 0 { return true }
      default: break
      }
      place += 1
    }
    return false
  }

  private mutating func characters() -> GlobNode? {
    var place = index + 1
    let isNegated = place < text.count && (text[place] == "!" || text[place] == "^")
    if isNegated { place += 1 }
    var ranges: [ClosedRange<Character>] = []
    let first = place
    while place < text.count, text[place] != "]" || place == first {
      if let (name, next) = named(place), let known = Self.classes[name] {
        ranges += known
        place = next
      } else if place + 2 < text.count, text[place + 1] == "-", text[place + 2] != "]" {
        ranges.append(text[place]...max(text[place], text[place + 2]))
        place += 3
      } else {
        ranges.append(text[place]...text[place])
        place += 1
      }
    }
    guard place < text.count else { return nil }
    index = place + 1
    return .oneOf(isNegated: isNegated, ranges)
  }

  /// `[:alpha:]` within brackets.
  private func named(_ place: Int) -> (String, Int)? {
    guard place + 1 < text.count, text[place] == "[", text[place + 1] == ":" else { return nil }
    let rest = text[(place + 2)...].prefix(12)
    guard let colon = rest.firstIndex(of: ":"), colon + 1 < text.count, text[colon + 1] == "]" else { return nil }
    return (String(text[(place + 2)..<colon]), colon + 2)
  }
}
