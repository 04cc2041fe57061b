import SlipwayCore

/// Starts what was stopped: the file of the last good release.
package enum ComposeStart: Procedure {
  package static let name = "compose.start"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Starts a stopped compose stack"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Bool {
    try await ServiceActions.start(input.composeId, call)
    return true
  }
}
