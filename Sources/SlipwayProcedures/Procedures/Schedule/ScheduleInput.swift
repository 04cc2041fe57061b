package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// The input of what concerns one schedule.
package struct ScheduleInput: Codable, Sendable {
  package var scheduleId: ID<Schedule>

  package init(scheduleId: ID<Schedule>) { self.scheduleId = scheduleId }
}

/// The input of what runs a schedule now.
package struct ScheduleNowInput: Codable, Sendable {
  package var scheduleId: ID<Schedule>
  /// Whether the answer comes when it has ended, as published clients expect, or at once.
  package var wait: Bool?
}

/// The input of what concerns one run of a schedule.
package struct ScheduleRunInput: Codable, Sendable {
  package var runId: ID<ScheduleRun>

  package init(runId: ID<ScheduleRun>) { self.runId = runId }
}

/// What a person types of a schedule; the same for making and changing one.
package struct ScheduleFields: Codable, Sendable {
  package var name: String
  package var description: Patch<String>
  package var cronExpression: String
  package var appName: String?
  /// Of a compose stack: which of its services.
  package var serviceName: String?
  package var shellType: Schedule.Shell?
  package var scheduleType: ScheduleType?
  package var command: String
  /// Runs instead of the command when there is one.
  package var script: Patch<String>
  package var applicationId: ID<Deployable>?
  package var composeId: ID<Deployable>?
  package var databaseId: ID<Deployable>?
  package var serverId: String?
  /// Accepted when it is the caller's own.
  package var organizationId: ID<Organization>?
  package var enabled: Bool?
  /// The zone that the expression is meant in; UTC when `null`.
  package var timezone: Patch<String>
  /// Accepted; it is when it was made.
  package var createdAt: String?
  /// What becomes of a moment that comes while the run before is at work.
  package var overlap: Schedule.Overlap?
  /// What becomes of a moment that passed while Slipway was away.
  package var missed: Schedule.Missed?
  /// What an attempt may take, in seconds.
  package var timeout: Int?
  /// How often a run that failed is tried again.
  package var retries: Int?
  /// Seconds before it is.
  package var retryDelay: Int?

  /// What is named as where it runs.
  var named: [Subject] {
    let server = serverId.flatMap { $0.isEmpty ? nil : Subject.server(ID($0)) }
    let found: [Subject?] = [
      applicationId.map { Subject.application($0) }, composeId.map { Subject.compose($0) },
      databaseId.map { Subject.database($0) }, server,
    ]
    return found.compactMap(\.self)
  }

  /// What a caller must be allowed to, whatever else stands in the input: what runs on a machine is its owner's.
  var access: [Access] {
    (scheduleType == .panel ? [.server] : []) + named.map { Access.subject($0, .write) }
  }
}
