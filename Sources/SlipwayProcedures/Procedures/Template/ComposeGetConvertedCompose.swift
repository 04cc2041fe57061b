import SlipwayCore

/// Answers the file that a deployment would run.
package enum ComposeGetConvertedCompose: Procedure {
  package static let name = "compose.getConvertedCompose"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the compose file as it would run, with what Slipway adds"

  // The file holds what its author typed, passwords too.
  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .write) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> String {
    try await ComposeVariants.file(of: input.composeId, call)
  }
}
