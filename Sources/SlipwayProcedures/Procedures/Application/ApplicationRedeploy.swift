import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Queues a rebuild of the commit that serves.
package enum ApplicationRedeploy: Procedure {
  package static let name = "application.redeploy"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Queues a rebuild of the commit that serves"

  package static func access(_ input: ApplicationDeployInput) -> Access {
    .subject(.application(input.applicationId), .deploy)
  }

  package static func run(_ input: ApplicationDeployInput, _ call: Call) async throws -> DeploymentQueued {
    try await ApplicationQueue.enqueue(.rebuild, input, call)
  }
}
