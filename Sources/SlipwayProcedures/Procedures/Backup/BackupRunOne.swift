package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one run of a backup, restore or drill.
package enum BackupRunOne: Procedure {
  package static let name = "backup.run"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a run of a backup, restore or drill"

  package static func access(_ input: BackupRunInput) -> Access { .subject(.backupRun(input.runId), .read) }

  package static func run(_ input: BackupRunInput, _ call: Call) async throws -> BackupRunDetail {
    try await call.store.read { tx in
      let run = try tx.backupRuns.one(input.runId)
      let service = try run.deployableID.flatMap { try tx.deployables.find($0) }
      return BackupRunDetail(
        BackupRunRow(run, isVolume: try BackupActions.isVolume(run, tx)), of: try service.map { try link(to: $0, tx) }
      )
    }
  }

  private static func link(to service: Deployable, _ tx: Transaction) throws -> ApplicationLink {
    let environment = try tx.environments.one(service.environmentID)
    let project = ProjectRow(try tx.projects.one(environment.projectID))
    return ApplicationLink(service, environment: EnvironmentRow(environment, project: project))
  }
}
