import SlipwayCore

/// Drops the deployments that wait.
package enum ComposeCleanQueues: Procedure {
  package static let name = "compose.cleanQueues"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Drops a compose stack's waiting deployments"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> NoOutput {
    _ = try await ApplicationQueue.cancel(input.composeId, statuses: [.queued], call)
    return NoOutput()
  }
}
