import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Queues a deployment: source, build, release.
package enum ApplicationDeploy: Procedure {
  package static let name = "application.deploy"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Queues a deployment of an application"

  package static func access(_ input: ApplicationDeployInput) -> Access {
    .subject(.application(input.applicationId), .deploy)
  }

  package static func run(_ input: ApplicationDeployInput, _ call: Call) async throws -> DeploymentQueued {
    try await ApplicationQueue.enqueue(.deploy, input, call)
  }
}
