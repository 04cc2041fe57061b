import SlipwayCore

/// Drops the deployments that wait.
package enum ServiceCleanQueues<Service: CodeService>: Procedure {
  package static var name: String { "\(Service.router).cleanQueues" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Drops the waiting deployments of \(Service.noun)" }

  package static func access(_ input: Service.Input) -> Access { .subject(Service.subject(input.service), .deploy) }

  package static func run(_ input: Service.Input, _ call: Call) async throws -> NoOutput {
    _ = try await DeployableQueue.cancel(input.service, statuses: [.queued], call)
    return NoOutput()
  }
}
