package import Foundation

/// A moment as the engine writes it: RFC 3339 with up to nine digits of the second.
package struct DockerTime: Sendable, Hashable, Codable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  package var description: String { text }

  /// `nil` when the text is none, and for the year 1, by which the engine says never.
  package var date: Date? {
    guard !text.hasPrefix("0001-") else { return nil }
    let whole = text.prefix(19)
    let rest = text.dropFirst(19)
    let digits = rest.first == "." ? rest.dropFirst().prefix { $0.isASCII && $0.isNumber } : ""
    let zone = rest.dropFirst(digits.isEmpty ? 0 : digits.count + 1)
    guard let start = try? Date(String(whole) + zone, strategy: .iso8601) else { return nil }
    return start.addingTimeInterval(Double("0." + (digits.isEmpty ? "0" : digits)) ?? 0)
  }

  /// Seconds since 1970 with nine digits behind the point, as queries have them.
  static func seconds(_ date: Date) -> String {
    let whole = date.timeIntervalSince1970.rounded(.down)
    let nanoseconds = Int((date.timeIntervalSince1970 - whole) * 1e9)
    let digits = String(nanoseconds)
    return "\(Int(whole))." + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
  }
}
