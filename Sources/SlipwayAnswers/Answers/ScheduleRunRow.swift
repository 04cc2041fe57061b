package import Foundation
package import SlipwayCore
package import SlipwayStore

/// A run of a schedule on the wire: published clients know it as a deployment.
package struct ScheduleRunRow: Codable, Sendable {
  package var deploymentId: ID<ScheduleRun>
  package var title: String
  @Null package var description: String?
  /// One of the published API's four words; ``state`` is exact.
  package var status: String
  /// What `/listen-deployment` is asked for.
  package var logPath: String
  @Null package var pid: String?
  package var scheduleId: ID<Schedule>
  @Null package var applicationId: ID<Deployable>?
  @Null package var composeId: ID<Deployable>?
  @Null package var serverId: String?
  package var createdAt: Date
  @Null package var startedAt: Date?
  @Null package var finishedAt: Date?
  @Null package var errorMessage: String?
  package var state: RunStatus
  /// What there is to know of one that did not fail.
  @Null package var message: String?
  /// Of the last attempt that came to its end.
  @Null package var exitCode: Int?
  /// Which attempt it is at, from 1 on; 0 while it waits.
  package var attempt: Int
  /// The moment of the schedule that it is for; `null` of one that somebody asked for.
  @Null package var dueAt: Date?
  /// Milliseconds from its beginning to its end.
  @Null package var durationMilliseconds: Int?
  package var isCancelRequested: Bool

  /// - Parameter service: in which it runs; `nil` on a machine.
  package init(_ run: ScheduleRun, of schedule: Schedule, in service: Deployable?) {
    deploymentId = run.id
    title = run.title
    description = nil
    status = run.status.wireName
    logPath = run.id.rawValue
    pid = nil
    scheduleId = run.scheduleID
    applicationId = service?.kind == .application ? service?.id : nil
    composeId = service?.kind == .compose ? service?.id : nil
    serverId = schedule.serverID?.rawValue
    createdAt = run.createdAt
    startedAt = run.startedAt
    finishedAt = run.finishedAt
    errorMessage = run.status == .error ? run.message : nil
    state = run.status
    message = run.status == .error ? nil : run.message
    exitCode = run.exitCode
    attempt = run.attempt
    dueAt = run.dueAt
    durationMilliseconds = run.duration.map { Int($0.inSeconds * 1000) }
    isCancelRequested = run.isCancelRequested
  }

  package static func of(_ id: ID<ScheduleRun>, _ tx: Transaction) throws -> ScheduleRunRow {
    let run = try tx.scheduleRuns.one(id)
    let schedule = try tx.schedules.one(run.scheduleID)
    return ScheduleRunRow(run, of: schedule, in: try schedule.deployableID.flatMap { try tx.deployables.find($0) })
  }
}

/// `schedule.run`: a run with its schedule.
package struct ScheduleRunDetail: Codable, Sendable {
  package var run: ScheduleRunRow
  package var more: More

  /// What the row lacks.
  package struct More: Codable, Sendable {
    package var schedule: ScheduleRow
  }

  package init(_ run: ScheduleRunRow, of schedule: ScheduleRow) {
    self.run = run
    more = More(schedule: schedule)
  }

  package init(from decoder: any Decoder) throws {
    run = try ScheduleRunRow(from: decoder)
    more = try More(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    try more.encode(to: encoder)
  }
}
