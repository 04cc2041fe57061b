package import Foundation

/// Moments that recur, as cron writes them: minute, hour, day of the month, month, day of the week.
///
/// Lists, ranges, steps, names and `@daily` and its like are understood. As in cron, a moment fits when the day of the
/// month or the day of the week does, if both are given.
package struct CronExpression: Sendable, Hashable, CustomStringConvertible {
  private static let shorthands = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]
  private static let rules: [CronField.Rule] = [
    .init(name: "minute", range: 0...59), .init(name: "hour", range: 0...23),
    .init(name: "day of the month", range: 1...31),
    .init(
      name: "month", range: 1...12,
      words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
    .init(name: "day of the week", range: 0...7, words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
  ]

  /// As typed, with single blanks.
  package let description: String
  let minutes: CronField
  let hours: CronField
  let days: CronField
  let months: CronField
  let weekdays: CronField

  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when the text is no expression, or one that never fires.
  package init(parsing text: String, field: String) throws(SlipwayError) {
    let words = text.split(whereSeparator: \.isWhitespace)
    description = words.joined(separator: " ")
    let spelt = Self.shorthands[description.lowercased()] ?? description
    let parts = spelt.split(separator: " ")
    guard parts.count == 5 else {
      throw SlipwayError.invalid(
        field, "must have five parts: minute, hour, day of the month, month, day of the week, such as '0 3 * * *'")
    }
    do throws(CronProblem) {
      minutes = try CronField(parts[0], Self.rules[0])
      hours = try CronField(parts[1], Self.rules[1])
      days = try CronField(parts[2], Self.rules[2])
      months = try CronField(parts[3], Self.rules[3])
      weekdays = try CronField(parts[4], Self.rules[4])
    } catch {
      throw SlipwayError.invalid(field, error.text)
    }
    guard next(after: Date(timeIntervalSince1970: 1_700_000_000), in: .gmt) != nil else {
      throw SlipwayError.invalid(field, "never fires: no month has such a day")
    }
  }
}

/// The time zone that moments are meant in.
package enum ZoneName {
  /// - Parameter name: such as `Europe/Berlin`; `nil` and empty are UTC.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  package static func check(_ name: String?, field: String) throws -> String? {
    guard let name, !name.isEmpty else { return nil }
    guard TimeZone(identifier: name) != nil else {
      throw SlipwayError.invalid(field, "must be a time zone such as Europe/Berlin")
    }
    return name
  }

  package static func zone(_ name: String?) -> TimeZone { name.flatMap(TimeZone.init(identifier:)) ?? .gmt }
}
