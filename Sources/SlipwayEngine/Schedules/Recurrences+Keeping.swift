import Foundation
import SlipwayCore
import SlipwayStore

extension Recurrences {
  /// Has one as its owner's settings say; to be called in the transaction that changes them. One that is set as it is keeps
  /// its moment, even a missed one.
  /// - Parameter expression: `nil` for none.
  func keep(
    _ kind: String, _ subject: String, of organization: ID<Organization>, _ expression: String?, in zone: String?,
    now: Date
  ) throws {
    guard let expression else { return try remove(kind: kind, subject: subject) }
    let present = try find(kind: kind, subject: subject)
    guard present?.expression != expression || present?.timeZone != zone else { return }
    try set(
      Recurrence(
        kind: kind, subject: subject, organizationID: organization, expression: expression, timeZone: zone, now: now))
  }
}
