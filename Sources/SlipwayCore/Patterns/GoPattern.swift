/// A pattern as Go's `regexp` reads it: checked before the proxy gets it, and matched in time that grows with the text
/// only, whoever wrote it.
package struct GoPattern: Sendable {
  package static let maximumLength = 1000
  /// Go unrolls repetitions, too, and refuses what becomes too large.
  private static let maximumSteps = 20_000

  let program: PatternProgram
  /// How many steps a match takes at most for each character.
  package var size: Int { program.size }
  private let groupNames: [String?]

  /// - Throws: ``SlipwayError`` `badRequest` naming `field`, saying what Go does not know.
  package init(_ text: String, field: String = "regex") throws {
    guard !text.isEmpty, text.utf8.count <= Self.maximumLength else {
      throw SlipwayError.invalid(field, "must have 1 to \(Self.maximumLength) characters")
    }
    do throws(PatternProblem) {
      let parsed = try PatternParser.parse(text)
      program = try PatternProgram(parsed.node, groups: parsed.groupNames.count, limit: Self.maximumSteps)
      groupNames = parsed.groupNames
    } catch {
      throw SlipwayError.invalid(field, error.text)
    }
  }

  /// Puts the replacement where the pattern fits, everywhere, as Go does.
  /// - Returns: `nil` when it fits nowhere.
  package func replacing(in text: String, with replacement: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var (start, copied) = (0, 0)
    var lastEnd: Int?
    while start <= scalars.count, let match = program.firstMatch(in: scalars, from: start) {
      let range = match.range
      start = range.isEmpty ? range.upperBound + 1 : range.upperBound
      // Nothing right behind a match is no match of its own.
      if range.isEmpty, range.lowerBound == lastEnd { continue }
      result.append(contentsOf: scalars[copied..<range.lowerBound])
      result.append(contentsOf: expand(replacement, match, scalars).unicodeScalars)
      (copied, lastEnd) = (range.upperBound, range.upperBound)
    }
    guard lastEnd != nil else { return nil }
    if copied < scalars.count { result.append(contentsOf: scalars[copied...]) }
    return String(result)
  }

  /// Groups that the replacement names and the pattern does not have: Go takes as many letters as it can, so `$1st` is a
  /// group named `1st`.
  package func unknownGroups(in replacement: String) -> [String] {
    ReplacementPart.all(in: replacement).compactMap { part in
      guard case .group(let name) = part, index(of: name) == nil else { return nil }
      return name
    }
  }

  private func expand(_ replacement: String, _ match: PatternMatch, _ scalars: [Unicode.Scalar]) -> String {
    ReplacementPart.all(in: replacement).map { part in
      switch part {
      case .text(let text): return text
      case .group(let name):
        guard let index = index(of: name), let range = match.groups[index] else { return "" }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
      }
    }.joined()
  }

  private func index(of name: String) -> Int? {
    if let number = Int(name) { return number <= groupNames.count ? number : nil }
    return groupNames.firstIndex(of: name).map { $0 + 1 }
  }
}

/// A piece of a replacement: text, or a group that stands for what it fits.
enum ReplacementPart: Hashable {
  case text(String)
  case group(String)

  static func all(in text: String) -> [ReplacementPart] {
    var parts: [ReplacementPart] = []
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      if dollar > rest.startIndex { parts.append(.text(String(rest[..<dollar]))) }
      rest = rest[rest.index(after: dollar)...]
      let isWord = { (character: Character) in
        character == "_" || (character.isASCII && (character.isLetter || character.isNumber))
      }
      if rest.first == "$" {
        parts.append(.text("$"))
        rest = rest.dropFirst()
      } else if rest.first == "{", let end = rest.firstIndex(of: "}"), rest[..<end].dropFirst().allSatisfy(isWord) {
        parts.append(.group(String(rest[..<end].dropFirst())))
        rest = rest[rest.index(after: end)...]
      } else {
        let name = rest.prefix(while: isWord)
        parts.append(name.isEmpty ? .text("$") : .group(String(name)))
        rest = rest[name.endIndex...]
      }
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }
}
