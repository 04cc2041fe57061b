/// One of the five parts of a cron expression: the numbers that it allows.
struct CronField: Sendable, Hashable {
  /// What a part may say.
  struct Rule: Sendable {
    var name: String
    var range: ClosedRange<Int>
    /// Words for the numbers from the lowest on.
    var words: [String] = []
  }

  private var bits: UInt64
  /// It says `*`: of days of the month and of the week, such a part leaves the choice to the other.
  let isAny: Bool

  func contains(_ number: Int) -> Bool { bits & (1 << UInt64(number)) != 0 }

  /// The allowed numbers, ascending.
  var numbers: [Int] { (0..<64).filter(contains) }

  /// - Throws: what is wrong, as the end of a sentence.
  init(_ text: Substring, _ rule: Rule) throws(CronProblem) {
    bits = 0
    isAny = text == "*" || text == "?"
    for part in text.split(separator: ",", omittingEmptySubsequences: false) { try add(part, rule) }
  }

  private mutating func add(_ part: Substring, _ rule: Rule) throws(CronProblem) {
    let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
    guard let span = pieces.first, pieces.count <= 2 else { throw Self.problem(part, rule) }
    var step = 1
    if pieces.count == 2 {
      guard let number = Int(pieces[1]), number > 0 else { throw Self.problem(part, rule) }
      step = number
    }
    let range = try Self.range(span, rule, isStepped: pieces.count == 2)
    for number in stride(from: range.lowerBound, through: range.upperBound, by: step) {
      // Sunday is both 0 and 7.
      bits |= 1 << UInt64(rule.range.upperBound == 7 && number == 7 ? 0 : number)
    }
  }

  private static func range(
    _ span: Substring, _ rule: Rule, isStepped: Bool
  ) throws(CronProblem) -> ClosedRange<Int> {
    if span == "*" || span == "?" { return rule.range }
    let ends = span.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = ends.first, ends.count <= 2, let low = number(first, rule) else { throw problem(span, rule) }
    guard ends.count == 2 else { return low...(isStepped ? rule.range.upperBound : low) }
    guard let high = number(ends[1], rule), high >= low else { throw problem(span, rule) }
    return low...high
  }

  private static func number(_ text: Substring, _ rule: Rule) -> Int? {
    if let index = rule.words.firstIndex(of: text.lowercased()) { return rule.range.lowerBound + index }
    guard let number = Int(text), text.allSatisfy(\.isNumber), rule.range.contains(number) else { return nil }
    return number
  }

  private static func problem(_ text: Substring, _ rule: Rule) -> CronProblem {
    CronProblem(
      "has '\(text.prefix(20))' as \(rule.name), which must be of \(rule.range.lowerBound) to \(rule.range.upperBound)"
    )
  }
}

/// Why a text is no cron expression, as the end of a sentence.
struct CronProblem: Error {
  let text: String

  init(_ text: String) { self.text = text }
}
