package import SlipwayCompose
import SlipwayCore
import SlipwayEngine

/// Lists the templates that can be deployed.
package enum ComposeTemplates: Procedure {
  package static let name = "compose.templates"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the templates of the installation's catalogues, or of another one"

  package static func access(_ input: TemplateCatalogInput) -> Access { .organization(.member) }

  package static func run(_ input: TemplateCatalogInput, _ call: Call) async throws -> [TemplateEntry] {
    try call.requireCatalog(input.baseUrl)
    return try await call.engine.templates.list(address: input.baseUrl).templates.map(\.entry)
  }
}
