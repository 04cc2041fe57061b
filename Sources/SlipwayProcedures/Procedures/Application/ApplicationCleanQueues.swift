import SlipwayCore

/// Drops the deployments that wait.
package enum ApplicationCleanQueues: Procedure {
  package static let name = "application.cleanQueues"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Drops an application's waiting deployments"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .deploy)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> NoOutput {
    _ = try await ApplicationQueue.cancel(input.applicationId, statuses: [.queued], call)
    return NoOutput()
  }
}
