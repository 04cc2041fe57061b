import SlipwayCore
import SlipwayStore

/// Answers one compose stack with everything that belongs to it.
package enum ComposeOne: Procedure {
  package static let name = "compose.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a compose stack with its file, settings, domains, deployments and mounts"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> ComposeDetail {
    try await call.store.read { tx in
      let stack = try tx.composeStacks.one(input.composeId)
      let environment = try tx.environments.one(stack.environmentID)
      let project = try tx.projects.one(environment.projectID)
      return ComposeDetail(
        stack,
        ComposeDetail.Relations(
          environment: EnvironmentRow(environment, project: ProjectRow(project)),
          domains: try tx.domains.all(of: stack.id).map { DomainRow($0) },
          deployments: try tx.deployments.all(of: stack.id, limit: 50).map { DeploymentRow($0, of: .compose) },
          mounts: try tx.mounts.all(of: stack.id).map { MountRow($0, of: "compose") },
          backups: try BackupRow.all(of: stack.id, tx)))
    }
  }
}
