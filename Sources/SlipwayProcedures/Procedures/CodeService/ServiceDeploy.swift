package import SlipwayAnswers
import SlipwayCore

/// Queues a deployment: source, build or images, release.
package enum ServiceDeploy<Service: CodeService>: Procedure {
  package static var name: String { "\(Service.router).deploy" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Queues a deployment of \(Service.noun)" }

  package static func access(_ input: Service.DeployInput) -> Access {
    .subject(Service.subject(input.service), .deploy)
  }

  package static func run(_ input: Service.DeployInput, _ call: Call) async throws -> DeploymentQueued {
    try await DeployableQueue.enqueue(.deploy, input.service, input.title, input.description, call)
  }
}
