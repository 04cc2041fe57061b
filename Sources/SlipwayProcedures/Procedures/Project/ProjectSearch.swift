package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Finds projects by words in their names and descriptions.
package enum ProjectSearch: Procedure {
  package struct Input: Codable, Sendable {
    package var q: String?
    package var name: String?
    package var description: String?
    package var limit: Int?
    package var offset: Int?

    package init(q: String? = nil, limit: Int? = nil, offset: Int? = nil) {
      self.q = q
      self.limit = limit
      self.offset = offset
    }
  }

  package static let name = "project.search"
  package static let kind = ProcedureKind.query
  package static let summary = "Finds projects by name and description"

  package static func access(_ input: Input) -> Access { .organization(.member) }

  package static func run(_ input: Input, _ call: Call) async throws -> SearchResult<ProjectRow> {
    let page = try SearchPage(limit: input.limit, offset: input.offset)
    let organization = try call.organization()
    let found = try await call.store.read { try $0.projects.all(in: organization) }.filter { project in
      SearchPage.contains(project.name, input.name) && SearchPage.contains(project.description, input.description)
        && (SearchPage.contains(project.name, input.q) || SearchPage.contains(project.description, input.q))
    }
    return page.page(of: found.map { ProjectRow($0) })
  }
}
