/// Reads numbers out of what the kernel's files say, byte by byte: nothing is allocated for it.
package enum KernelText {
  private static let (newline, space, tab, colon) = (UInt8(10), UInt8(32), UInt8(9), UInt8(58))

  /// The number that the text begins with; `nil` for a word such as `max`.
  package static func number(_ text: Span<UInt8>) -> Int? { number(text, from: 0)?.value }

  /// The number of the line that begins with a word, and at most a colon behind it: `MemTotal:  2048 kB`, `usage_usec 17`.
  package static func value(of word: StaticString, in text: Span<UInt8>) -> Int? {
    var line = 0
    while line < text.count {
      if begins(text, line, word) {
        var place = line + word.utf8CodeUnitCount
        if place < text.count, text[place] == colon { place += 1 }
        if place < text.count, isBlank(text[place]) { return number(text, from: place)?.value }
      }
      line = next(line: line, in: text)
    }
    return nil
  }

  /// The sum of all numbers that follow a word such as `rbytes=`, or stand behind one such as `Read `.
  package static func sum(behind word: StaticString, in text: Span<UInt8>) -> Int {
    var sum = 0
    var place = 0
    while place < text.count {
      let isWord = place == 0 || isBlank(text[place - 1]) || text[place - 1] == newline
      if isWord, begins(text, place, word), let found = number(text, from: place + word.utf8CodeUnitCount) {
        sum += found.value
        place = found.end
      } else {
        place += 1
      }
    }
    return sum
  }

  /// Where the line after the given one begins.
  static func next(line: Int, in text: Span<UInt8>) -> Int {
    var place = line
    while place < text.count, text[place] != newline { place += 1 }
    return place + 1
  }

  static func begins(_ text: Span<UInt8>, _ place: Int, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard place + length <= text.count else { return false }
    let letters = word.utf8Start
    for index in 0..<length where text[place + index] != letters[index] { return false }
    return true
  }

  /// The next number of a line, with blanks before it.
  static func number(_ text: Span<UInt8>, from start: Int) -> (value: Int, end: Int)? {
    var place = start
    while place < text.count, isBlank(text[place]) { place += 1 }
    let first = place
    var value = 0
    while place < text.count, (48...57).contains(text[place]) {
      let (tens, isLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isLarger) = tens.addingReportingOverflow(Int(text[place] - 48))
      // A limit that is none is larger than any number of ours.
      value = isLarge || isLarger ? Int.max : sum
      place += 1
    }
    return place > first ? (value, place) : nil
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
}
