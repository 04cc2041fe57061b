package import SlipwayAnswers
import SlipwayCore

/// Shows what an imported template would become; nothing is kept.
package enum ComposePreviewTemplate: Procedure {
  package struct Input: Codable, Sendable {
    package var base64: String
    package var appName: String
    package var serverId: String?
  }

  package static let name = "compose.previewTemplate"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Shows what an imported template would become"
  // It changes nothing; the published API has it as a mutation.
  package static let isAudited = false

  package static func access(_ input: Input) -> Access {
    .all([.organization(.member)] + Placement(input.serverId).access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> TemplatePreview {
    let address = try await Placement(input.serverId).address(call)
    try AppName.validate(typed: input.appName)
    return TemplatePreview(try TemplateImport.render(input.base64, appName: input.appName, at: address, call))
  }
}
