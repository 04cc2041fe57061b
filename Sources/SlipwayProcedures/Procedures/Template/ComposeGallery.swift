package import SlipwayAnswers
package import SlipwayCompose
import SlipwayCore
import SlipwayEngine

/// Answers what the gallery of templates shows: the templates, and which catalogue could not be asked.
package enum ComposeGallery: Procedure {
  /// The templates and what is missing among them.
  package struct Output: Codable, Sendable {
    package var templates: [TemplateEntry]
    /// A sentence; `null` when every catalogue answered.
    @Null package var problem: String?

    package init(templates: [TemplateEntry], problem: String?) {
      self.templates = templates
      self.problem = problem
    }
  }

  package static let name = "compose.gallery"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the templates of all catalogues, and which of them could not be asked"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let listing = try await call.engine.templates.list()
    return Output(templates: listing.templates.map(\.entry), problem: listing.problem)
  }
}
