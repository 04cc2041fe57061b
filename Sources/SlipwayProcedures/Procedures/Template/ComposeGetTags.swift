import SlipwayCompose
import SlipwayCore
import SlipwayEngine

/// Lists the tags that templates have.
package enum ComposeGetTags: Procedure {
  package static let name = "compose.getTags"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the tags of all templates"

  package static func access(_ input: TemplateCatalogInput) -> Access { .organization(.member) }

  package static func run(_ input: TemplateCatalogInput, _ call: Call) async throws -> [String] {
    try call.requireCatalog(input.baseUrl)
    let templates = try await call.engine.templates.list(address: input.baseUrl).templates
    return Set(templates.flatMap(\.entry.tags)).sorted()
  }
}
