/// Reads a pattern in the syntax of Go's `regexp`, which the proxy uses, and refuses what Go refuses.
struct PatternParser {
  /// What the letters of `(?ims)` turn on.
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotIsEverything = false
    var isLazy = false
  }

  var scanner: PatternScanner
  var flags = Flags()
  private(set) var groupNames: [String?] = []
  private var depth = 0

  /// - Throws: ``PatternProblem``.
  static func parse(_ text: String) throws(PatternProblem) -> (node: PatternNode, groupNames: [String?]) {
    var parser = PatternParser(scanner: PatternScanner(text))
    let node = try parser.choice()
    if parser.scanner.peek != nil { throw PatternProblem("has a ')' too many") }
    return (node, parser.groupNames)
  }

  private mutating func choice() throws(PatternProblem) -> PatternNode {
    var branches = [try sequence()]
    while scanner.take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(PatternProblem) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = scanner.peek, next != "|", next != ")" {
      if scanner.take("\\Q") {
        parts += scanner.quoted().map { literal($0) }
        continue
      }
      let before = scanner.position
      guard let part = try atom() else { continue }
      parts.append(try repeated(part, from: before))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func repeated(_ part: PatternNode, from start: Int) throws(PatternProblem) -> PatternNode {
    guard let (least, most) = try scanner.quantifier() else { return part }
    let isReluctant = scanner.take("?")
    if scanner.take("+") || scanner.take("*") {
      throw PatternProblem("has '\(scanner.text(from: start))': a repetition of a repetition, which Go does not know")
    }
    if try scanner.quantifier() != nil {
      throw PatternProblem("has '\(scanner.text(from: start))': a repetition of a repetition, which Go does not know")
    }
    guard max(least, most ?? 0) <= 1000, least <= most ?? least else {
      throw PatternProblem("has a repetition like {\(least),…} that Go refuses: at most 1000, the smaller one first")
    }
    return .repetition(part, least: least, most: most, isLazy: isReluctant != flags.isLazy)
  }

  /// - Returns: `nil` for what only changes flags.
  private mutating func atom() throws(PatternProblem) -> PatternNode? {
    guard let next = scanner.next() else { return nil }
    switch next {
    case "(": return try group()
    case "[": return .set(try scanner.characterClass(ignoresCase: flags.ignoresCase))
    case ".": return .set(flags.dotIsEverything ? .everything : .everythingOnTheLine)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "*", "+", "?": throw PatternProblem("has a '\(next)' with nothing before it")
    case "\\": return try escape()
    default: return literal(next)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
    .set(ScalarSet([scalar.value...scalar.value], ignoresCase: flags.ignoresCase))
  }

  private mutating func escape() throws(PatternProblem) -> PatternNode {
    if scanner.take("A") { return .assertion(.textStart) }
    if scanner.take("z") { return .assertion(.textEnd) }
    if scanner.take("b") { return .assertion(.wordBoundary) }
    if scanner.take("B") { return .assertion(.noWordBoundary) }
    if let set = try scanner.classEscape() { return .set(set) }
    return literal(try scanner.characterEscape())
  }

  private mutating func group() throws(PatternProblem) -> PatternNode? {
    depth += 1
    guard depth <= 100 else { throw PatternProblem("nests its groups too deep") }
    defer { depth -= 1 }
    let outer = flags
    var index: Int?
    if scanner.take("?") {
      if let name = try scanner.groupName() {
        index = try open(name)
      } else if try !changeFlags() {
        return nil
      }
    } else {
      index = try open(nil)
    }
    let inner = try choice()
    guard scanner.take(")") else { throw PatternProblem("has a '(' that is not closed") }
    flags = outer
    return .group(inner, index: index)
  }

  private mutating func open(_ name: String?) throws(PatternProblem) -> Int {
    if let name, groupNames.contains(name) { throw PatternProblem("has two groups with the name '\(name)'") }
    groupNames.append(name)
    return groupNames.count
  }

  /// Reads `ims-U:` or `ims)`.
  /// - Returns: whether a group follows.
  private mutating func changeFlags() throws(PatternProblem) -> Bool {
    var isOn = true
    var hasLetters = false
    while let next = scanner.next() {
      switch next {
      case "i": flags.ignoresCase = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.dotIsEverything = isOn
      case "U": flags.isLazy = isOn
      case "-" where isOn:
        isOn = false
        hasLetters = false
        continue
      case ":" where hasLetters || isOn: return true
      case ")" where hasLetters: return false
      case "=", "!", "<": throw PatternProblem("looks ahead or behind with '(?\(next)…', which Go does not know")
      case ">": throw PatternProblem("has an atomic group '(?>…', which Go does not know")
      default: throw PatternProblem("has '(?\(next)', which Go does not know")
      }
      hasLetters = true
    }
    throw PatternProblem("has a '(?' that does not end")
  }
}

/// Why a pattern is none, as the end of a sentence.
struct PatternProblem: Error, Hashable {
  var text: String
  init(_ text: String) { self.text = text }
}
