package import Foundation

/// A moment that recurs and what is to happen then; the scheduler rings it.
package struct Recurrence: Sendable, Hashable {
  /// A stable word for what happens, e.g. `backup`.
  package var kind: String
  /// The row that it is about.
  package var subject: String
  package var organizationID: ID<Organization>
  package var expression: String
  package var timeZone: String?
  package var nextAt: Date

  /// - Throws: ``SlipwayError`` `badRequest` naming `schedule` when the expression cannot be read.
  package init(
    kind: String, subject: String, organizationID: ID<Organization>, expression: String, timeZone: String?, now: Date
  ) throws {
    self.kind = kind
    self.subject = subject
    self.organizationID = organizationID
    self.expression = expression
    self.timeZone = timeZone
    nextAt = try Self.next(expression, timeZone, after: now)
  }

  /// As it is in its row.
  package init(
    kind: String, subject: String, organizationID: ID<Organization>, expression: String, timeZone: String?,
    nextAt: Date
  ) {
    self.kind = kind
    self.subject = subject
    self.organizationID = organizationID
    self.expression = expression
    self.timeZone = timeZone
    self.nextAt = nextAt
  }

  package static func next(_ expression: String, _ timeZone: String?, after now: Date) throws -> Date {
    let cron = try CronExpression(parsing: expression, field: "schedule")
    guard let next = cron.next(after: now, in: ZoneName.zone(timeZone)) else {
      throw SlipwayError.invalid("schedule", "never fires")
    }
    return next
  }
}
