/// A pattern in Go's syntax, taken apart.
indirect enum PatternNode: Sendable, Hashable {
  case empty
  case set(ScalarSet)
  case assertion(PatternAssertion)
  /// - Parameter index: the number of a group that can be referred to; `nil` of `(?:…)`.
  case group(PatternNode, index: Int?)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// - Parameter most: `nil` is without end.
  case repetition(PatternNode, least: Int, most: Int?, isLazy: Bool)
}

/// What must hold between two characters.
enum PatternAssertion: Sendable, Hashable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
}

/// The characters that one place of a pattern fits.
struct ScalarSet: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false
  var ignoresCase = false

  static let digits = ScalarSet([48...57])
  static let spaces = ScalarSet([9...10, 12...13, 32...32])
  static let words = ScalarSet([48...57, 65...90, 95...95, 97...122])
  static let everything = ScalarSet([0...0x10ffff])
  static let everythingOnTheLine = ScalarSet([0...9, 11...0x10ffff])

  init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false, ignoresCase: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
  }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  /// Puts the members of another set in, as they are seen by it.
  mutating func formUnion(_ other: ScalarSet) {
    guard other.isNegated else {
      ranges += other.ranges
      return
    }
    var start: UInt32 = 0
    for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > start { ranges.append(start...(range.lowerBound - 1)) }
      start = max(start, range.upperBound + 1)
    }
    if start <= 0x10ffff { ranges.append(start...0x10ffff) }
  }

  func negated() -> ScalarSet { ScalarSet(ranges, isNegated: !isNegated, ignoresCase: ignoresCase) }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    var isMember = has(scalar.value)
    if ignoresCase, !isMember {
      let forms = [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping]
      isMember = forms.contains { $0.unicodeScalars.count == 1 && has($0.unicodeScalars.first?.value ?? 0) }
    }
    return isMember != isNegated
  }

  private func has(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } }
}
