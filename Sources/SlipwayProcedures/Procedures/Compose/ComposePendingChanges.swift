import SlipwayCore

/// Answers what the next deployment would change besides new code.
package enum ComposePendingChanges: Procedure {
  package static let name = "compose.pendingChanges"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers whether the next deployment would change more than the code"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> ApplicationPendingChanges.Output {
    try await ApplicationPendingChanges.find(input.composeId, call)
  }
}
