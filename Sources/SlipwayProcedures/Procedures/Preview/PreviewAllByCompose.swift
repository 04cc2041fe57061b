package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the previews of a compose stack.
package enum PreviewAllByCompose: Procedure {
  package static let name = "previewDeployment.allByCompose"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the previews of a compose stack, the newest first"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .read) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> [PreviewRow] {
    try await call.store.read { try PreviewReading.rows(of: input.composeId, $0) }
  }
}
