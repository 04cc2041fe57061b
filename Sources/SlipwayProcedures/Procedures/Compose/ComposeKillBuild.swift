import SlipwayCore

/// Stops the deployment at work; its processes end, no one else's.
package enum ComposeKillBuild: Procedure {
  package static let name = "compose.killBuild"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Stops a compose stack's running deployment"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> NoOutput {
    _ = try await ApplicationQueue.cancel(input.composeId, statuses: [.running], call)
    return NoOutput()
  }
}
