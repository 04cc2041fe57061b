package import SlipwayAnswers
import SlipwayCompose
import SlipwayCore
import SlipwayEngine
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
      var relations = ComposeDetail.Relations(
        environment: EnvironmentRow(environment, project: ProjectRow(project)),
        domains: try tx.domains.all(of: stack.id).map { DomainRow($0) },
        deployments: try tx.deployments.all(of: stack.id, limit: 50).map { DeploymentRow($0, of: .compose) },
        mounts: try tx.mounts.all(of: stack.id).map { MountRow($0, of: "compose") },
        backups: try BackupRow.all(of: stack.id, tx))
      relations.server = try ServerReading.row(of: stack.serverID, tx)
      let reading = try ProviderReading(stack.choice, call, tx)
      relations.show(reading.row, unauthorized: reading.unauthorized)
      relations.asksFor = asked(by: stack, call, tx)
      relations.mayDo = try tx.releases.current(of: stack.id).map { release in
        // A release of another version of Slipway may not be readable any more; it still runs.
        let found = (try? StackDangers.find(in: release, of: stack, call.engine)) ?? []
        return found.map { "\($0.path) \($0.reason)" }
      }
      relations.previewDeployments = try PreviewReading.rows(of: stack.id, tx)
      return ComposeDetail(stack, try tx.previewPlans.plan(of: stack.deployable), relations)
    }
  }

  /// Of a file that is in a repository nobody knows it without fetching it.
  private static func asked(by stack: ComposeStack, _ call: Call, _ tx: Transaction) -> [String]? {
    let text = stack.secrets.composeFile.reveal()
    guard stack.settings.sourceType == .raw, !text.trimmingSpaces().isEmpty else { return nil }
    // What cannot be read says so where it is edited.
    return try? StackDangers.find(in: text, of: stack, tx.variables(of: stack), call.engine.configuration)
      .map(\.sentence)
  }
}
