package import Foundation
import SlipwayCore
import SlipwayStore

/// A span of time as published clients send it.
package struct DateRange: Codable, Sendable {
  package var start: Date?
  package var end: Date?
}

/// Answers how many requests the organisation's domains had in each hour.
package enum SettingsReadStats: Procedure {
  package struct Input: Codable, Sendable {
    package var dateRange: DateRange?
  }

  /// The requests of one hour.
  package struct Hour: Codable, Sendable {
    package var hour: Date
    package var count: Int
  }

  package static let name = "settings.readStats"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers how many requests there were in each hour"

  package static func access(_ input: Input) -> Access { .organization(.member) }

  package static func run(_ input: Input, _ call: Call) async throws -> [Hour] {
    let organization = try call.organization()
    let now = call.now()
    let from = input.dateRange?.start ?? now.addingTimeInterval(-Double(RequestCount.Span.hour.memory))
    let to = input.dateRange?.end ?? now
    let rows = try await call.store.read { try $0.requestCounts.all(in: organization, .hour, from: from, to: to) }
    var counts: [Date: Int] = [:]
    for row in rows { counts[row.startedAt, default: 0] += row.classes.reduce(0, +) }
    return counts.sorted { $0.key < $1.key }.map { Hour(hour: $0.key, count: $0.value) }
  }
}
