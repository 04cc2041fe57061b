/// Reads the smallest parts of a pattern one after the other.
struct PatternScanner {
  private let scalars: [Unicode.Scalar]
  private(set) var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func next() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    position += 1
    return scalar
  }

  /// Goes past the text if it stands here.
  mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  func text(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<position])
    return String(text)
  }

  /// What stands before `\E` or the end.
  mutating func quoted() -> [Unicode.Scalar] {
    var found: [Unicode.Scalar] = []
    while peek != nil, !take("\\E") {
      if let scalar = next() { found.append(scalar) }
    }
    return found
  }

  /// `*`, `+`, `?`, `{2}`, `{2,}`, `{2,3}`; a brace that is none of them is a character.
  mutating func quantifier() throws(PatternProblem) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = position
    if take("{"), let least = number() {
      if take("}") { return (least, least) }
      if take(",") {
        let most = number()
        if take("}") { return (least, most) }
      }
    }
    position = start
    return nil
  }

  /// `P<name>` or `<name>` after `(?`.
  mutating func groupName() throws(PatternProblem) -> String? {
    let start = position
    let isOpen = take("P<") || (take("<") && peek != "=" && peek != "!")
    guard isOpen else {
      position = start
      return nil
    }
    let begin = position
    while let next = peek, next.isASCII, next.properties.isAlphabetic || next == "_" || isDigit(next) {
      position += 1
    }
    let name = text(from: begin)
    guard !name.isEmpty, take(">") else { throw PatternProblem("has a group whose name is no word") }
    return name
  }

  /// Up to the closing bracket.
  mutating func characterClass(ignoresCase: Bool) throws(PatternProblem) -> ScalarSet {
    var set = ScalarSet([], ignoresCase: ignoresCase)
    let isNegated = take("^")
    var isFirst = true
    while isFirst || peek != "]" {
      isFirst = false
      guard peek != nil else { throw PatternProblem("has a '[' that is not closed") }
      if let named = try namedClass() {
        set.formUnion(named)
        continue
      }
      let low = try classCharacter()
      guard case .scalar(let first) = low else {
        if case .set(let members) = low { set.formUnion(members) }
        continue
      }
      set.insert(try range(from: first))
    }
    position += 1
    set.isNegated = isNegated
    return set
  }

  private mutating func range(from first: Unicode.Scalar) throws(PatternProblem) -> ClosedRange<UInt32> {
    let start = position
    guard take("-"), peek != nil, peek != "]" else {
      position = start
      return first.value...first.value
    }
    guard case .scalar(let last) = try classCharacter(), first.value <= last.value else {
      throw PatternProblem("has the range '\(text(from: max(0, start - 1)))', which ends before it begins")
    }
    return first.value...last.value
  }

  private enum Member {
    case scalar(Unicode.Scalar)
    case set(ScalarSet)
  }

  private mutating func classCharacter() throws(PatternProblem) -> Member {
    guard let next = next() else { throw PatternProblem("has a '[' that is not closed") }
    guard next == "\\" else { return .scalar(next) }
    if let set = try classEscape() { return .set(set) }
    return .scalar(try characterEscape())
  }

  /// `[:alpha:]` within a class.
  private mutating func namedClass() throws(PatternProblem) -> ScalarSet? {
    let start = position
    guard take("[:") else { return nil }
    let isNegated = take("^")
    let begin = position
    while let next = peek, next.properties.isLowercase { position += 1 }
    let name = text(from: begin)
    guard take(":]") else {
      position = start
      return nil
    }
    guard let ranges = Self.posix[name] else { throw PatternProblem("has the unknown class '[:\(name):]'") }
    return ScalarSet(ranges, isNegated: isNegated)
  }

  private static let posix: [String: [ClosedRange<UInt32>]] = [
    "alnum": [48...57, 65...90, 97...122], "alpha": [65...90, 97...122], "ascii": [0...127],
    "blank": [9...9, 32...32],
    "cntrl": [0...31, 127...127], "digit": [48...57], "graph": [33...126], "lower": [97...122], "print": [32...126],
    "punct": [33...47, 58...64, 91...96, 123...126], "space": [9...13, 32...32], "upper": [65...90],
    "word": [48...57, 65...90, 95...95, 97...122], "xdigit": [48...57, 65...70, 97...102],
  ]
}

// Escapes, after the backslash.
extension PatternScanner {
  /// `\d`, `\w`, `\s`, `\pL` and their opposites.
  mutating func classEscape() throws(PatternProblem) -> ScalarSet? {
    for (letter, set) in [("d", ScalarSet.digits), ("w", .words), ("s", .spaces)] {
      if take(letter) { return set }
      if take(letter.uppercased()) { return set.negated() }
    }
    let isNegated = peek == "P"
    guard take("p") || take("P") else { return nil }
    let begin = position
    if take("{") {
      while let next = next(), next != "}" {}
    } else {
      position = min(position + 1, scalars.count)
    }
    let name = text(from: begin).filter { $0.isLetter || $0 == "_" }
    guard !name.isEmpty else { throw PatternProblem("has a '\\p' without the name of a kind of characters") }
    // Which characters those are only matters where a loop is looked for: letters will do.
    let letters = ScalarSet([65...90, 97...122, 0xaa...0x10ffff])
    return isNegated ? letters.negated() : letters
  }

  mutating func characterEscape() throws(PatternProblem) -> Unicode.Scalar {
    guard let next = next() else { throw PatternProblem("ends with a '\\'") }
    let controls: [Unicode.Scalar: Unicode.Scalar] = [
      "a": "\u{7}", "f": "\u{c}", "t": "\t", "n": "\n", "r": "\r", "v": "\u{b}",
    ]
    if let control = controls[next] { return control }
    if next == "x" { return try hexadecimal() }
    if next == "0" { return "\0" }
    if isDigit(next) {
      throw PatternProblem("refers back to a group with '\\\(next)', which Go does not know")
    }
    guard !next.isASCII || !(next.properties.isAlphabetic) else {
      throw PatternProblem("has '\\\(next)', which Go does not know")
    }
    return next
  }

  private mutating func hexadecimal() throws(PatternProblem) -> Unicode.Scalar {
    let begin = position
    if take("{") {
      while let next = peek, next != "}" { position += next.properties.isHexDigit ? 1 : scalars.count }
      let digits = position <= scalars.count ? text(from: min(begin + 1, position)) : ""
      if take("}"), let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) { return scalar }
    } else {
      position = min(position + 2, scalars.count)
      if let value = UInt32(text(from: begin), radix: 16), let scalar = Unicode.Scalar(value) { return scalar }
    }
    throw PatternProblem("has a '\\x' without a number")
  }

  private mutating func number() -> Int? {
    let begin = position
    while let next = peek, isDigit(next), position - begin < 6 { position += 1 }
    return position == begin ? nil : Int(text(from: begin))
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }
}
