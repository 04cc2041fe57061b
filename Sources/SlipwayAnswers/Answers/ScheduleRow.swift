package import Foundation
package import SlipwayCore
import SlipwayEngine
package import SlipwayStore

/// A schedule on the wire, with where it runs and its newest runs.
package struct ScheduleRow: Codable, Sendable {
  package var scheduleId: ID<Schedule>
  package var name: String
  @Null package var description: String?
  package var cronExpression: String
  package var appName: String
  @Null package var serviceName: String?
  package var shellType: Schedule.Shell
  package var scheduleType: ScheduleType
  package var command: String
  @Null package var script: String?
  @Null package var applicationId: ID<Deployable>?
  @Null package var composeId: ID<Deployable>?
  @Null package var databaseId: ID<Deployable>?
  @Null package var serverId: String?
  /// Of what runs on Slipway's own machine.
  @Null package var organizationId: ID<Organization>?
  package var enabled: Bool
  @Null package var timezone: String?
  package var createdAt: Date
  package var overlap: Schedule.Overlap
  package var missed: Schedule.Missed
  package var timeout: Int
  package var retries: Int
  package var retryDelay: Int
  /// The next moments, none while it is off.
  package var nextRuns: [Date]
  @Null package var application: Application?
  @Null package var compose: Stack?
  @Null package var server: Machine?
  /// In which it runs, of whatever kind, with its environment and project; `null` on a machine.
  @Null package var service: ApplicationLink?
  /// Newest first.
  package var deployments: [ScheduleRunRow]

  /// The application that it runs in.
  package struct Application: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var appName: String
    package var name: String
    @Null package var serverId: String?
  }

  /// The compose stack that it runs in.
  package struct Stack: Codable, Sendable {
    package var composeId: ID<Deployable>
    package var appName: String
    package var name: String
    @Null package var serverId: String?
  }

  /// The server that it runs on.
  package struct Machine: Codable, Sendable {
    package var serverId: ID<Server>
    package var name: String
  }

  package init(_ schedule: Schedule, _ relations: ScheduleRelations) {
    let service = relations.service
    let id = { (kind: Deployable.Kind) in service?.kind == kind ? service?.id : nil }
    scheduleId = schedule.id
    name = schedule.name
    description = schedule.description
    cronExpression = schedule.expression
    appName = schedule.appName
    serviceName = schedule.settings.serviceName
    shellType = schedule.shell
    scheduleType = ScheduleType(schedule, in: service?.kind)
    command = schedule.text.command.reveal()
    script = schedule.text.script?.reveal()
    (applicationId, composeId, databaseId) = (id(.application), id(.compose), id(.database))
    serverId = schedule.serverID?.rawValue
    organizationId = schedule.place == .panel ? schedule.organizationID : nil
    enabled = schedule.isEnabled
    timezone = schedule.timeZone
    createdAt = schedule.createdAt
    overlap = schedule.settings.overlap
    missed = schedule.settings.missed
    timeout = schedule.settings.timeoutSeconds
    retries = schedule.settings.retries
    retryDelay = schedule.settings.retryDelaySeconds
    nextRuns = relations.nextRuns
    application = service.flatMap {
      guard $0.kind == .application else { return nil }
      return Application(applicationId: $0.id, appName: $0.appName, name: $0.name, serverId: $0.serverID?.rawValue)
    }
    compose = service.flatMap {
      guard $0.kind == .compose else { return nil }
      return Stack(composeId: $0.id, appName: $0.appName, name: $0.name, serverId: $0.serverID?.rawValue)
    }
    server = relations.server.map { Machine(serverId: $0.id, name: $0.name) }
    self.service = relations.link
    deployments = relations.runs.map { ScheduleRunRow($0, of: schedule, in: service) }
  }
}

/// What belongs to a schedule, read with it.
package struct ScheduleRelations: Sendable {
  package var runs: [ScheduleRun]
  package var service: Deployable?
  package var server: Server?
  package var link: ApplicationLink?
  package var nextRuns: [Date]

  package init(_ schedule: Schedule, _ tx: Transaction, limit: Int = ScheduleRuns.kept) throws {
    runs = try tx.scheduleRuns.all(of: schedule.id, limit: limit)
    service = try schedule.deployableID.flatMap { try tx.deployables.find($0) }
    server = try schedule.serverID.flatMap { try tx.servers.find($0) }
    link = try service.map { service in
      let environment = try tx.environments.one(service.environmentID)
      return ApplicationLink(
        service,
        environment: EnvironmentRow(environment, project: ProjectRow(try tx.projects.one(environment.projectID))))
    }
    nextRuns = try Self.moments(
      of: schedule, from: tx.recurrences.find(kind: ScheduleRecurrence.name, subject: schedule.id.rawValue)?.nextAt)
  }

  private static func moments(of schedule: Schedule, from first: Date?, count: Int = 3) throws -> [Date] {
    guard schedule.isEnabled, let first else { return [] }
    var moments = [first]
    while moments.count < count,
      let next = try? Recurrence.next(schedule.expression, schedule.timeZone, after: moments[moments.count - 1])
    {
      moments.append(next)
    }
    return moments
  }
}
