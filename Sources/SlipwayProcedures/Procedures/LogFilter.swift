package import Foundation
import SlipwayCore

/// Which lines of a log somebody wants to see: since when, with which words.
package struct LogFilter: Sendable, Hashable {
  private let seconds: TimeInterval?
  private let search: String?

  /// - Parameters:
  ///   - since: `all`, or a number with `s`, `m`, `h` or `d`; `nil` is all.
  ///   - search: words that a line must have in it, whatever their case; `nil` or empty is every line.
  /// - Throws: ``SlipwayError`` `badRequest` naming `since` or `search`.
  package init(since: String?, search: String?) throws {
    seconds = try since.flatMap { try Self.seconds($0) }
    self.search = try search.map { try Self.checked($0) }
  }

  package func since(before now: Date) -> Date? { seconds.map { now.addingTimeInterval(-$0) } }

  package func shows(_ line: String) -> Bool { SearchPage.contains(line, search) }

  private static func seconds(_ text: String) throws -> TimeInterval? {
    guard text != "all" else { return nil }
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    let digits = text.dropLast()
    guard let unit = text.last.flatMap({ units[$0] }), (1...9).contains(digits.utf8.count),
      digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Double(digits)
    else { throw SlipwayError.invalid("since", "must be 'all' or a number with s, m, h or d, such as 15m") }
    return number * unit
  }

  private static func checked(_ search: String) throws -> String {
    let isPlain = search.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " ._-".contains($0)) }
    guard isPlain, search.utf8.count <= 500 else {
      throw SlipwayError.invalid("search", "may have at most 500 letters, digits, spaces and '._-'")
    }
    return search
  }
}
