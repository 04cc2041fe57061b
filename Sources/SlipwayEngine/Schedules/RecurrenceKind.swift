package import Foundation
package import SlipwayCore
package import SlipwayStore

/// What happens when a recurrence of one kind rings. A new kind is one file that conforms, and one line in
/// ``RecurrenceKinds/all``.
package protocol RecurrenceKind: SendableMetatype {
  /// A stable word; it stands in rows.
  static var name: String { get }
  /// Queues what is to be done, in the transaction that sets the recurrence's next moment. What needs no recurrence any more
  /// removes it.
  static func ring(_ recurrence: Recurrence, _ tx: Transaction, now: Date) throws
  /// It could not ring and its next moment is set: write it down where whoever set it up looks.
  static func failed(_ recurrence: Recurrence, _ problem: String, _ tx: Transaction, now: Date) throws
}

/// Every kind of recurrence that there is.
package enum RecurrenceKinds {
  package static let all: [any RecurrenceKind.Type] = [
    BackupRecurrence.self, DrillRecurrence.self, ScheduleRecurrence.self,
  ]
}
