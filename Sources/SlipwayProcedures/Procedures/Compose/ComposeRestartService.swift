import SlipwayCore

/// Ends and starts the containers of one service.
package enum ComposeRestartService: Procedure {
  package static let name = "compose.restartService"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Restarts the containers of one service"

  package static func access(_ input: ComposeServiceInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeServiceInput, _ call: Call) async throws -> Bool {
    try await ComposeServiceAction.run(.restart, input.serviceName, of: input.composeId, call)
    return true
  }
}
