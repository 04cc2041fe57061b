package import Foundation
import SlipwayCore

/// Encodes answers: sorted keys, dates as clients know them, secrets masked.
package enum WireOutput {
  package static func encode(_ value: some Encodable) throws -> Data {
    guard let writable = value as? any WireWritable else { return try encodeByType(value) }
    var json = WireText(capacity: 16 << 10)
    writable.write(to: &json)
    return Data(json.bytes)
  }

  /// What ``WireWritable`` has to match.
  package static func encodeByType(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(WireDate.text(date))
    }
    return try encoder.encode(value)
  }
}

/// Dates on the wire: ISO 8601 in UTC with milliseconds.
package enum WireDate {
  private static let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
  private static let withoutFraction = Date.ISO8601FormatStyle()

  /// `2026-01-02T03:04:05.678Z`.
  package static func text(_ date: Date) -> String { date.formatted(withFraction) }

  package static func parse(_ text: String) -> Date? {
    (try? Date(text, strategy: withFraction)) ?? (try? Date(text, strategy: withoutFraction))
  }
}
