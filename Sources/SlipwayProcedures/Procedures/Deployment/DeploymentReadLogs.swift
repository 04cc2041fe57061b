package import SlipwayCore
import SlipwayStore

/// Answers the last lines of a deployment's log, or of a run's of a backup or a schedule.
package enum DeploymentReadLogs: Procedure {
  package struct Input: Codable, Sendable {
    package var deploymentId: ID<Deployment>
    package var tail: Int?

    package init(deploymentId: ID<Deployment>, tail: Int? = nil) {
      self.deploymentId = deploymentId
      self.tail = tail
    }
  }

  package static let name = "deployment.readLogs"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the last lines of a deployment's log"

  package static func access(_ input: Input) -> Access { .subject(.work(input.deploymentId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    let lines = input.tail ?? 100
    guard (1...10_000).contains(lines) else { throw SlipwayError.invalid("tail", "must be between 1 and 10000") }
    let id = input.deploymentId
    return try await call.store.read { tx in
      if try tx.deployments.find(id) != nil { return try tx.deploymentLogs.tail(of: id, lines: lines) }
      if try tx.backupRuns.find(ID(id.rawValue)) != nil {
        return try tx.backupLogs.tail(of: ID(id.rawValue), lines: lines)
      }
      return try tx.logs(of: ScheduleRun.self).tail(of: ID(id.rawValue), lines: lines)
    }
  }
}
