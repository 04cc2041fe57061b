import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Where a schedule's command runs. A new place is a case of ``Schedule/Place`` and one more here.
enum ScheduleTarget: Sendable {
  case container(LiveContainer)
  case machine(any Host)

  /// - Throws: ``SlipwayError`` `preconditionFailed` when it is not there now, with what to do.
  static func find(_ schedule: Schedule, _ engine: Engine) async throws -> ScheduleTarget {
    switch schedule.place {
    case .service:
      guard let id = schedule.deployableID else { throw SlipwayError.notFound("Service") }
      return .container(try await LiveContainer.find(id, service: schedule.settings.serviceName, engine))
    case .server:
      guard let id = schedule.serverID else { throw SlipwayError.notFound("Server") }
      return .machine(try await engine.host(of: id))
    case .panel: return .machine(try engine.hosts.thisMachine())
    }
  }
}
