/// Reads versions as manifests write them: a number, a range, or a name with a number.
enum VersionText {
  /// - Parameter parts: how many numbers are wanted: 1 of `22.3.1` is `22`.
  /// - Returns: the first version in a text, shortened; `nil` when there is none.
  static func first(in text: String, parts: Int) -> String? {
    var numbers: [String] = []
    var current = ""
    for character in text.prefix(200) {
      if character.isASCII, character.isNumber {
        current.append(character)
      } else if character == ".", !current.isEmpty {
        numbers.append(current)
        current = ""
      } else if !current.isEmpty || !numbers.isEmpty {
        break
      }
    }
    if !current.isEmpty { numbers.append(current) }
    let short = numbers.prefix(parts)
    guard !short.isEmpty, short.allSatisfy({ $0.utf8.count <= 5 }) else { return nil }
    return short.joined(separator: ".")
  }

  /// Whether a text is numbers with points: `0.15.4`.
  static func isNumber(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return (1...4).contains(parts.count)
      && parts.allSatisfy { part in (1...6).contains(part.count) && part.allSatisfy { $0.isASCII && $0.isNumber } }
  }

  /// A line `name version` of asdf's file.
  static func ofTool(_ name: String, in tree: SourceTree, parts: Int) -> String? {
    let lines = (tree.text(".tool-versions") ?? "").split(whereSeparator: \.isNewline)
    for line in lines {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words.count > 1, words[0] == name { return first(in: String(words[1]), parts: parts) }
    }
    return nil
  }
}
