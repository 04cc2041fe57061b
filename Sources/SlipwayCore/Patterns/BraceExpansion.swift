/// The patterns that braces stand for: `a{b,c}` is `ab` and `ac`, `{1..3}` is `1`, `2` and `3`.
enum BraceExpansion {
  /// The braces stand for more than anybody reads.
  struct TooMany: Error {}

  /// How many patterns may come out of one.
  private static let most = 256

  /// - Throws: ``TooMany`` for more than 256 patterns.
  static func expand(_ pattern: String) throws(TooMany) -> [String] {
    var (done, open) = ([String](), [Array(pattern)])
    while let next = open.popLast() {
      guard let (range, choices) = try choices(in: next) else {
        done.append(String(next))
        continue
      }
      guard done.count + open.count + choices.count <= most else { throw TooMany() }
      for choice in choices.reversed() {
        open.append(Array(next[..<range.lowerBound]) + choice + Array(next[range.upperBound...]))
      }
    }
    return done
  }

  /// The first braces that choose, and what they choose from.
  private static func choices(in text: [Character]) throws(TooMany) -> (Range<Int>, [[Character]])? {
    var start = 0
    while start < text.count {
      if text[start] == "\\" {
        start += 2
      } else if text[start] == "{", let end = end(of: start, in: text) {
        let inside = Array(text[(start + 1)..<end])
        let parts = split(inside)
        if parts.count > 1 { return (start..<(end + 1), parts) }
        if let range = try range(String(inside)) { return (start..<(end + 1), range) }
        start += 1
      } else {
        start += 1
      }
    }
    return nil
  }

  private static func end(of start: Int, in text: [Character]) -> Int? {
    var (depth, index) = (0, start)
    while index < text.count {
      switch text[index] {
      case "\\": index += 1
      case "{": depth += 1
      case "}":
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// By the commas that are in no inner braces.
  private static func split(_ text: [Character]) -> [[Character]] {
    var (parts, depth, index): ([[Character]], Int, Int) = ([[]], 0, 0)
    while index < text.count {
      let character = text[index]
      if character == "\\", index + 1 < text.count {
        parts[parts.count - 1] += [character, text[index + 1]]
        index += 2
        continue
      }
      depth += character == "{" ? 1 : character == "}" ? -1 : 0
      if character == ",", depth == 0 { parts.append([]) } else { parts[parts.count - 1].append(character) }
      index += 1
    }
    return parts
  }

  /// `1..3`, `a..e`.
  private static func range(_ text: String) throws(TooMany) -> [[Character]]? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    let (first, last) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
    if let low = Int(first), let high = Int(last) {
      let (span, overflow) = high.subtractingReportingOverflow(low)
      guard !overflow, span.magnitude < most else { throw TooMany() }
      return stride(from: low, through: high, by: low <= high ? 1 : -1).map { Array(String($0)) }
    }
    guard first.utf8.count == 1, last.utf8.count == 1, let low = first.utf8.first, let high = last.utf8.first else {
      return nil
    }
    return stride(from: Int(low), through: Int(high), by: low <= high ? 1 : -1).compactMap {
      UInt8(exactly: $0).map { [Character(UnicodeScalar($0))] }
    }
  }
}
