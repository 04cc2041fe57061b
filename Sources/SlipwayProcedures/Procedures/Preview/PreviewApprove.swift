package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Lets the newest commit of a stranger's request run.
package enum PreviewApprove: Procedure {
  package struct Input: Codable, Sendable {
    package var previewDeploymentId: ID<PreviewDeployment>
    /// The one that was looked at; refused when there is a newer one.
    package var commit: String
  }

  package static let name = "previewDeployment.approve"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Lets the newest commit of a preview that waits for an approval run"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.preview(input.previewDeploymentId), .deploy), .organization(.admin)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> PreviewRow {
    let id = input.previewDeploymentId
    let commit = input.commit.trimmingSpaces().lowercased()
    let name = call.caller?.user.email ?? ""
    try await PreviewActions.run(id, call) { try $0.approve(id, commit: commit, by: name) }
    return try await call.store.read { try PreviewReading.row(id, $0) }
  }
}
