package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Deploys a preview once more, with what its parent and the settings are now.
package enum PreviewRedeploy: Procedure {
  package struct Input: Codable, Sendable {
    package var previewDeploymentId: ID<PreviewDeployment>
    package var title: String?
    package var description: String?
  }

  package static let name = "previewDeployment.redeploy"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deploys a preview's commit once more"

  package static func access(_ input: Input) -> Access { .subject(.preview(input.previewDeploymentId), .deploy) }

  package static func run(_ input: Input, _ call: Call) async throws -> PreviewRow {
    let id = input.previewDeploymentId
    let title = try input.title.map { try TypedText.description($0, field: "title") } ?? nil
    try await PreviewActions.run(id, call) {
      try $0.deploy(id, title: title.map { String($0.prefix(200)) } ?? "Rebuild Preview Deployment")
    }
    return try await call.store.read { try PreviewReading.row(id, $0) }
  }
}
