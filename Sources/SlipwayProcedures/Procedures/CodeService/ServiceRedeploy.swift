package import SlipwayAnswers
import SlipwayCore

/// Queues a deployment of the commit that serves.
package enum ServiceRedeploy<Service: CodeService>: Procedure {
  package static var name: String { "\(Service.router).redeploy" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Queues a deployment of the commit that serves" }

  package static func access(_ input: Service.DeployInput) -> Access {
    .subject(Service.subject(input.service), .deploy)
  }

  package static func run(_ input: Service.DeployInput, _ call: Call) async throws -> DeploymentQueued {
    try await DeployableQueue.enqueue(.rebuild, input.service, input.title, input.description, call)
  }
}
