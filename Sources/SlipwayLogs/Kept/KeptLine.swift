/// One line that a container wrote, as it is kept.
package struct KeptLine: Sendable, Hashable {
  /// Nanoseconds since 1970.
  package var time: Int
  package var level: LogLevel
  /// Whether it was written to the error output.
  package var isError: Bool
  package var text: String

  package init(time: Int, level: LogLevel, isError: Bool, text: String) {
    self.time = time
    self.level = level
    self.isError = isError
    self.text = text
  }

  /// `<time> <level's letter><o or e> <text>` and a line end.
  func write(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: String(time).utf8)
    bytes += [32, level.letter, UInt8(ascii: isError ? "e" : "o"), 32]
    bytes.append(contentsOf: text.utf8)
    bytes.append(10)
  }

  /// - Parameter bytes: of one line, without its end.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let space = bytes.firstIndex(of: 32), bytes.endIndex - space >= 4,
      let time = Int(String(decoding: bytes[..<space], as: UTF8.self)), let level = LogLevel(letter: bytes[space + 1])
    else { return nil }
    self.init(
      time: time, level: level, isError: bytes[space + 2] == UInt8(ascii: "e"),
      text: String(decoding: bytes[(space + 4)...], as: UTF8.self))
  }
}

/// The time that Docker puts before a line, to the nanosecond.
enum LineStamp {
  /// As long as `2026-01-02T03:04:05.000000000Z`.
  private static let length = 30

  /// - Returns: the time and the rest; `nil` for a line without one, and for one that no clock shows or 64 bits do not hold.
  static func split(_ line: String) -> (time: Int, text: Substring)? {
    let bytes = Array(line.utf8.prefix(length + 1))
    guard bytes.count >= length, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "."),
      bytes[29] == UInt8(ascii: "Z"), bytes.count == length || bytes[length] == 32
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), let fraction = number(20..<29)
    else { return nil }
    guard (1970...2261).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
      second <= 60
    else { return nil }
    let seconds = (days(year, month, day) * 24 + hour) * 3600 + minute * 60 + second
    return (seconds * 1_000_000_000 + fraction, line.utf8.dropFirst(length + 1).asSubstring)
  }

  /// Since 1970, by the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// As queries of the engine have it: seconds with nine digits behind the point.
  static func query(_ time: Int) -> String {
    let digits = String(time % 1_000_000_000)
    return "\(time / 1_000_000_000)." + String(repeating: "0", count: 9 - digits.count) + digits
  }
}

extension Substring.UTF8View {
  fileprivate var asSubstring: Substring { Substring(self) }
}
