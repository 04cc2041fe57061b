package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists an application's deployments, newest first.
package enum DeploymentAll: Procedure {
  package static let name = "deployment.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists an application's deployments, newest first"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .read)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> [DeploymentRow] {
    try await call.store.read { try $0.deployments.all(of: input.applicationId, limit: 100) }.map {
      DeploymentRow($0)
    }
  }
}
