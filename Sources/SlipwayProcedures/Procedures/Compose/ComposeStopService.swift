import SlipwayCore

/// Takes the containers of one service away until it is started.
package enum ComposeStopService: Procedure {
  package static let name = "compose.stopService"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Stops one service of a compose stack"

  package static func access(_ input: ComposeServiceInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeServiceInput, _ call: Call) async throws -> Bool {
    try await ComposeServiceAction.run(.wish(isStopped: true), input.serviceName, of: input.composeId, call)
    return true
  }
}
