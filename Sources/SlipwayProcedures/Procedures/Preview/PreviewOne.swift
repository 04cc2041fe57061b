package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one preview.
package enum PreviewOne: Procedure {
  package static let name = "previewDeployment.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a preview with its domain and deployments"

  package static func access(_ input: PreviewInput) -> Access { .subject(.preview(input.previewDeploymentId), .read) }

  package static func run(_ input: PreviewInput, _ call: Call) async throws -> PreviewRow {
    try await call.store.read { try PreviewReading.row(input.previewDeploymentId, $0) }
  }
}
