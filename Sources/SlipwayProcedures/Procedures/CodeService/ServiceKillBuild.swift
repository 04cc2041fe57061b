import SlipwayCore

/// Stops the deployment at work; its processes and containers end, no one else's.
package enum ServiceKillBuild<Service: CodeService>: Procedure {
  package static var name: String { "\(Service.router).killBuild" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Stops the running deployment of \(Service.noun)" }

  package static func access(_ input: Service.Input) -> Access { .subject(Service.subject(input.service), .deploy) }

  package static func run(_ input: Service.Input, _ call: Call) async throws -> NoOutput {
    _ = try await DeployableQueue.cancel(input.service, statuses: [.running], call)
    return NoOutput()
  }
}
