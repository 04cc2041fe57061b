/// An amount of memory or disk, read from what a person types: bytes, or a number with `k`, `m`, `g` or `t` (1024s).
package struct ByteCount: Hashable, Sendable {
  package var bytes: Int

  package init(bytes: Int) { self.bytes = bytes }

  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when the text is no amount.
  package init(parsing text: String, field: String) throws(SlipwayError) {
    let problem = SlipwayError.invalid(field, "must be bytes or a number with a unit, such as 512m or 1g")
    var digits = text.trimmingSpaces().lowercased()
    if digits.hasSuffix("ib") { digits.removeLast(2) } else if digits.hasSuffix("b") { digits.removeLast() }
    var factor = 1.0
    if let unit = digits.last, let power = ["k": 1, "m": 2, "g": 3, "t": 4][unit] {
      digits.removeLast()
      for _ in 0..<power { factor *= 1024 }
    }
    guard let number = Double(digits), number >= 0, number * factor < 9e15 else { throw problem }
    bytes = Int(number * factor)
  }
}

/// An amount of processor time, read from nano-CPUs (as the API has them) or from cores with a point.
package struct CPUCount: Hashable, Sendable {
  package var nanoCPUs: Int

  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when the text is no amount.
  package init(parsing text: String, field: String) throws(SlipwayError) {
    let trimmed = text.trimmingSpaces()
    guard let number = Double(trimmed), number >= 0, number < 1e15 else {
      throw SlipwayError.invalid(field, "must be cores, such as 0.5 or 2, or nano-CPUs")
    }
    // A server has fewer than 1,000 cores, and fewer than 1,000 nano-CPUs is no share of one.
    nanoCPUs = number < 1000 ? Int(number * 1e9) : Int(number)
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  package func trimmingSpaces() -> String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
