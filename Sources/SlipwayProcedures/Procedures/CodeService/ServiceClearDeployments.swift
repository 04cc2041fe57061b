import SlipwayCore

/// Deletes the history of deployments; those at work and those that can be gone back to stay.
package enum ServiceClearDeployments<Service: CodeService>: Procedure {
  package static var name: String { "\(Service.router).clearDeployments" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Deletes finished deployments; releases that can be gone back to stay" }

  package static func access(_ input: Service.Input) -> Access { .subject(Service.subject(input.service), .delete) }

  package static func run(_ input: Service.Input, _ call: Call) async throws -> Bool {
    try await DeploymentHistory.clear(input.service, call)
    return true
  }
}
