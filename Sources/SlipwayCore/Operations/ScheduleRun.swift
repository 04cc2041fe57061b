package import Foundation

/// One run of a schedule's command, with as many attempts as it takes.
package struct ScheduleRun: Sendable, Hashable {
  package var id: ID<ScheduleRun>
  package var organizationID: ID<Organization>
  package var scheduleID: ID<Schedule>
  package var status: RunStatus
  package var title: String
  /// The moment of the schedule that it is for; `nil` of one that somebody asked for.
  package var dueAt: Date?
  /// From 1 on; 0 while it waits.
  package var attempt: Int
  /// What the present attempt runs within; `nil` on the machine itself.
  package var container: String?
  /// How Docker calls the present attempt's command.
  package var exec: String?
  /// Of the last attempt that came to its end.
  package var exitCode: Int?
  package var createdAt: Date
  package var startedAt: Date?
  package var finishedAt: Date?
  /// One sentence for the person.
  package var message: String?
  package var isCancelRequested: Bool

  package init(
    id: ID<ScheduleRun> = .random(), organizationID: ID<Organization>, scheduleID: ID<Schedule>, title: String,
    dueAt: Date? = nil, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.scheduleID = scheduleID
    status = .queued
    self.title = title
    self.dueAt = dueAt
    attempt = 0
    self.createdAt = createdAt
    isCancelRequested = false
  }

  /// From its beginning to its end; `nil` while it is not over.
  package var duration: Duration? {
    guard let startedAt, let finishedAt else { return nil }
    return .milliseconds(Int(finishedAt.timeIntervalSince(startedAt) * 1000))
  }
}
