import SlipwayCore

/// Gives one service its containers back.
package enum ComposeStartService: Procedure {
  package static let name = "compose.startService"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Starts one service of a compose stack"

  package static func access(_ input: ComposeServiceInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeServiceInput, _ call: Call) async throws -> Bool {
    try await ComposeServiceAction.run(.wish(isStopped: false), input.serviceName, of: input.composeId, call)
    return true
  }
}
