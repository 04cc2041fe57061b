package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the deployments of a thing with the releases that can be gone back to; of a backup or a schedule, its runs.
package enum DeploymentAllByType: Procedure {
  package struct Input: Codable, Sendable {
    package var id: String
    package var type: Kind
  }

  /// What can be deployed, as published; and databases, whose deployments are kept here, too.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case application, compose, server, schedule, previewDeployment, backup, volumeBackup, database

    var noun: String {
      switch self {
      case .application: "Application"
      case .compose: "Compose"
      case .server: "Server"
      case .schedule: "Schedule"
      case .previewDeployment: "Preview deployment"
      case .backup: "Backup"
      case .volumeBackup: "Volume backup"
      case .database: "Database"
      }
    }
  }

  package static let name = "deployment.allByType"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the deployments of a thing with what can be gone back to"

  package static func access(_ input: Input) -> Access {
    switch input.type {
    case .application: .subject(.application(ID(input.id)), .read)
    case .compose: .subject(.compose(ID(input.id)), .read)
    case .database: .subject(.database(ID(input.id)), .read)
    case .backup: .subject(.backup(ID(input.id)), .read)
    case .volumeBackup: .subject(.volumeBackup(ID(input.id)), .read)
    case .schedule: .subject(.schedule(ID(input.id)), .read)
    case .previewDeployment: .subject(.preview(ID(input.id)), .read)
    case .server: .organization(.member)
    }
  }

  package static func run(_ input: Input, _ call: Call) async throws -> [DeploymentHistoryItem] {
    switch input.type {
    case .application, .compose, .database:
      try await deployments(of: ID(input.id), call)
    case .backup, .volumeBackup:
      try await call.store.read { tx in
        try tx.backupRuns.all(of: ID<BackupPlan>(input.id), limit: 100).map {
          .run(BackupRunRow($0, isVolume: input.type == .volumeBackup))
        }
      }
    case .schedule:
      try await call.store.read { tx in
        let schedule = try tx.schedules.one(ID(input.id))
        return ScheduleRow(schedule, try ScheduleRelations(schedule, tx)).deployments.map { .scheduleRun($0) }
      }
    case .previewDeployment:
      try await preview(ID(input.id), call)
    case .server: throw SlipwayError.notFound(input.type.noun)
    }
  }

  private static func preview(_ id: ID<PreviewDeployment>, _ call: Call) async throws -> [DeploymentHistoryItem] {
    let main = try await call.store.read { try PreviewReading.main(of: id, $0) }
    guard let main else { return [] }
    return try await deployments(of: main.id, call)
  }

  private static func deployments(of id: ID<Deployable>, _ call: Call) async throws -> [DeploymentHistoryItem] {
    try await call.store.read { tx in
      let owner = try tx.deployables.one(id)
      let versions = RollbackVersions(try tx.releases.all(of: id, limit: 1000))
      return try tx.deployments.all(of: id, limit: 100).map {
        .deployment(DeploymentListItem($0, of: owner.kind, rollback: versions[$0.id]))
      }
    }
  }
}
