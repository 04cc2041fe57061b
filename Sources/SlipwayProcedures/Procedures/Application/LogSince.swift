import Foundation
import SlipwayCore

/// How far back a log is read: `all`, or a number with `s`, `m`, `h` or `d`.
struct LogSince {
  private let seconds: Double?

  /// - Throws: ``SlipwayError`` `badRequest` naming `since`.
  init(parsing text: String) throws {
    guard text != "all" else {
      seconds = nil
      return
    }
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    let digits = text.dropLast()
    guard let unit = text.last.flatMap({ units[$0] }), !digits.isEmpty, digits.utf8.count <= 9,
      digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Double(digits)
    else { throw SlipwayError.invalid("since", "must be 'all' or a number with s, m, h or d, such as 15m") }
    seconds = number * unit
  }

  func date(before now: Date) -> Date? { seconds.map { now.addingTimeInterval(-$0) } }
}
