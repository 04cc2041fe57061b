/// Reads the `.env` format one item at a time, by Unicode scalars, and writes values so that they read back the same.
struct EnvironmentParser {
  /// What stands at the reading position.
  enum Item {
    case variable(EnvironmentVariables.Variable)
    /// A line, counted from 1, that says nothing in this format.
    case ignored(Int)
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    scalars = Array(text.replacingLineEnds().unicodeScalars)
  }

  mutating func next() -> Item? {
    while position < scalars.count {
      skip { $0 == " " || $0 == "\t" }
      guard position < scalars.count else { return nil }
      if scalars[position] == "\n" {
        advance()
      } else if scalars[position] == "#" {
        skip { $0 != "\n" }
      } else {
        return readLine()
      }
    }
    return nil
  }

  private mutating func readLine() -> Item {
    let startLine = line
    if let name = readName() {
      return .variable(.init(name: name, value: readValue()))
    }
    skip { $0 != "\n" }
    return .ignored(startLine)
  }

  /// The name before `=`, with an optional `export` in front; the position stays behind the `=`.
  private mutating func readName() -> String? {
    var name = take(Self.isNameScalar)
    if name == "export", position < scalars.count, scalars[position] == " " {
      skip { $0 == " " || $0 == "\t" }
      name = take(Self.isNameScalar)
    }
    skip { $0 == " " || $0 == "\t" }
    guard !name.isEmpty, position < scalars.count, scalars[position] == "=" else { return nil }
    advance()
    return name
  }

  private mutating func readValue() -> String {
    skip { $0 == " " || $0 == "\t" }
    guard position < scalars.count else { return "" }
    let quote = scalars[position]
    if quote == "'" || quote == "\"" || quote == "`", let value = readQuoted(by: quote) { return value }
    return readBare()
  }

  /// The text up to the closing quote when only blanks or a comment follow it on its line; else `nil`, nothing read.
  private mutating func readQuoted(by quote: Unicode.Scalar) -> String? {
    var end = position + 1
    var value = String.UnicodeScalarView()
    while end < scalars.count, scalars[end] != quote {
      if quote == "\"", scalars[end] == "\\", end + 1 < scalars.count, let plain = Self.escapes[scalars[end + 1]] {
        value.append(plain)
        end += 2
      } else {
        value.append(scalars[end])
        end += 1
      }
    }
    guard end < scalars.count, endsLine(after: end + 1) else { return nil }
    while position <= end { advance() }
    skip { $0 != "\n" }
    return String(value)
  }

  private func endsLine(after index: Int) -> Bool {
    var index = index
    while index < scalars.count, scalars[index] == " " || scalars[index] == "\t" { index += 1 }
    return index >= scalars.count || scalars[index] == "\n" || scalars[index] == "#"
  }

  private mutating func readBare() -> String {
    var value = String.UnicodeScalarView()
    while position < scalars.count, scalars[position] != "\n" {
      let beforeIsBlank = value.last.map { $0 == " " || $0 == "\t" } ?? true
      if scalars[position] == "#", beforeIsBlank { break }
      value.append(scalars[position])
      advance()
    }
    skip { $0 != "\n" }
    while let last = value.last, last == " " || last == "\t" { value.removeLast() }
    return String(value)
  }

  private mutating func advance() {
    if scalars[position] == "\n" { line += 1 }
    position += 1
  }

  private mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
    while position < scalars.count, condition(scalars[position]) { advance() }
  }

  private mutating func take(_ condition: (Unicode.Scalar) -> Bool) -> String {
    let start = position
    skip(while: condition)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<position])
    return String(text)
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "r": "\r", "\"": "\"", "\\": "\\"]

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-": true
    default: false
    }
  }
}

extension EnvironmentParser {
  /// The value as it has to be typed.
  static func quoted(_ value: String) -> String {
    let scalars = value.unicodeScalars
    if isBare(value) { return value }
    if !scalars.contains("'"), !scalars.contains("\r") { return "'\(value)'" }
    var text = "\""
    for scalar in scalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func isBare(_ value: String) -> Bool {
    let scalars = value.unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return true }
    let special: Set<Unicode.Scalar> = ["'", "\"", "`", "#", " ", "\t"]
    return !special.contains(first) && last != " " && last != "\t"
      && !scalars.contains { $0 == "\n" || $0 == "\r" || $0 == "#" }
  }
}

extension String {
  /// Windows and old Mac line ends become line feeds.
  fileprivate func replacingLineEnds() -> String {
    var text = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in unicodeScalars {
      if scalar == "\r" {
        text.append("\n")
      } else if scalar != "\n" || !wasReturn {
        text.append(scalar)
      }
      wasReturn = scalar == "\r"
    }
    return String(text)
  }
}
