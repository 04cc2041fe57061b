/// Puts values in the place of `$NAME` and `${NAME…}`, as Compose does, so that a check sees what will run.
struct ComposeInterpolation: Sendable {
  /// All that Compose will know; a variable that is missing is empty.
  let environment: [String: String]
  /// How many defaults may stand in one another; what is deeper keeps its dollar sign, which no check lets pass.
  private static let maximumDepth = 16

  func value(of text: String) -> String { value(of: text, depth: 0) }

  private func value(of text: String, depth: Int) -> String {
    guard text.contains("$"), depth <= Self.maximumDepth else { return text }
    var rest = Substring(text)
    var result = ""
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        result += "$"
        rest.removeFirst()
      } else if rest.first == "{" {
        rest.removeFirst()
        result += braced(takeBraced(&rest), depth: depth)
      } else {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        rest = rest[name.endIndex...]
        result += name.isEmpty ? "$" : environment[String(name)] ?? ""
      }
    }
    return result + rest
  }

  /// The inside of a pair of braces, with the pairs in it; everything when none closes it.
  private func takeBraced(_ rest: inout Substring) -> Substring {
    var depth = 1
    for index in rest.indices {
      if rest[index] == "{" { depth += 1 }
      if rest[index] == "}" { depth -= 1 }
      guard depth == 0 else { continue }
      defer { rest = rest[rest.index(after: index)...] }
      return rest[..<index]
    }
    defer { rest = "" }
    return rest
  }

  /// `NAME`, `NAME:-default`, `NAME-default`, `NAME:+instead`, `NAME+instead`, `NAME:?error`, `NAME?error`.
  private func braced(_ inside: Substring, depth: Int) -> String {
    let name = inside.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    var operation = inside[name.endIndex...]
    let known = environment[String(name)]
    let countsEmpty = operation.first == ":"
    if countsEmpty { operation.removeFirst() }
    let isSet = known.map { !(countsEmpty && $0.isEmpty) } ?? false
    let word = String(operation.dropFirst())
    switch operation.first {
    case "-": return isSet ? known ?? "" : value(of: word, depth: depth + 1)
    case "+": return isSet ? value(of: word, depth: depth + 1) : ""
    default: return known ?? ""
    }
  }
}
