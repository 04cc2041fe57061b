import SlipwayCore

/// Stops a compose stack: no container runs until it is started or deployed.
package enum ComposeStop: Procedure {
  package static let name = "compose.stop"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Stops a compose stack until it is started or deployed"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Bool {
    try await ServiceActions.stop(input.composeId, call)
    return true
  }
}
