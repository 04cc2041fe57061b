package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists a compose stack's deployments.
package enum DeploymentAllByCompose: Procedure {
  package static let name = "deployment.allByCompose"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists a compose stack's deployments"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> [DeploymentRow] {
    try await call.store.read { tx in
      try tx.deployments.all(of: input.composeId, limit: 100).map { DeploymentRow($0, of: .compose) }
    }
  }
}
