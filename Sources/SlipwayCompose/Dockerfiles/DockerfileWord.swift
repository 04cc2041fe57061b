/// A word of a Dockerfile as BuildKit reads it: quotes and escapes gone, variables in their places.
enum DockerfileWord {
  /// Stands in a value for what cannot be read here; no name has it.
  static let unreadable = "\u{0}"
  private static let mostValues = 100

  /// - Parameter values: all that each variable may be; one that is not there is empty.
  /// - Returns: all that the word may be; `nil` for what only BuildKit reads.
  static func expand(_ word: String, _ values: [String: Set<String>], escape: Character) -> Set<String>? {
    var (found, rest): (Set<String>, Substring) = ([""], word[...])
    while let next = rest.popFirst() {
      let pieces: Set<String>?
      switch next {
      case "\"", "'": continue
      case escape: pieces = rest.popFirst().map { [String($0)] } ?? [""]
      case "$": pieces = variable(&rest, values, escape)
      default: pieces = [String(next)]
      }
      guard let pieces else { return nil }
      found = Set(found.flatMap { start in pieces.map { start + $0 } })
      guard found.count <= mostValues else { return nil }
    }
    return found
  }

  /// After the `$`.
  private static func variable(
    _ rest: inout Substring, _ values: [String: Set<String>], _ escape: Character
  ) -> Set<String>? {
    guard rest.first == "{" else {
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      rest = rest.dropFirst(name.count)
      return name.isEmpty ? ["$"] : values[String(name)] ?? [""]
    }
    guard let inner = braces(&rest) else { return nil }
    let name = inner.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let own = values[String(name)] ?? [""]
    let form = inner.dropFirst(name.count)
    let mark = form.first == ":" ? form.dropFirst().first : form.first
    guard let mark else { return name.isEmpty || !form.isEmpty ? nil : own }
    guard "-+?".contains(mark), !name.isEmpty else { return nil }
    let word = form.dropFirst(form.first == ":" ? 2 : 1)
    // Whether it is set is not asked: either may be.
    return expand(String(word), values, escape: escape).map { own.union($0).union([""]) }
  }

  /// What is between the braces, with those within it.
  private static func braces(_ rest: inout Substring) -> Substring? {
    var depth = 0
    for index in rest.indices {
      if rest[index] == "{" { depth += 1 }
      if rest[index] == "}" { depth -= 1 }
      guard depth == 0 else { continue }
      let inner = rest[rest.index(after: rest.startIndex)..<index]
      rest = rest[rest.index(after: index)...]
      return inner
    }
    return nil
  }

  /// Without quotes and escapes.
  static func plain(_ text: String, escape: Character) -> String {
    text.filter { $0 != "\"" && $0 != "'" && $0 != escape }
  }

  /// Where the flags of a plain line say that files come from: `COPY --from=…`, `RUN --mount=from=…`.
  static func sources(in line: String) -> [String] {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard ["COPY", "ADD", "RUN"].contains(words.first?.uppercased()) else { return [] }
    let flags = words.dropFirst().prefix { $0.hasPrefix("--") }
    let settings = flags.flatMap { flag -> [Substring] in
      let name = flag.prefix { $0 != "=" }.lowercased()
      return name == "--mount" ? flag.dropFirst("--mount=".count).split(separator: ",") : [flag.dropFirst(2)]
    }
    return settings.filter { $0.lowercased().hasPrefix("from=") }.map { String($0.dropFirst("from=".count)) }
  }
}
