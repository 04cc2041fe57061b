package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Finds environments by words in their names and descriptions.
package enum EnvironmentSearch: Procedure {
  package struct Input: Codable, Sendable {
    package var q: String?
    package var name: String?
    package var description: String?
    package var projectId: ID<Project>?
    package var limit: Int?
    package var offset: Int?
  }

  package static let name = "environment.search"
  package static let kind = ProcedureKind.query
  package static let summary = "Finds environments by name, description and project"

  package static func access(_ input: Input) -> Access {
    guard let project = input.projectId else { return .organization(.member) }
    return .subject(.project(project), .read)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> SearchResult<EnvironmentRow> {
    let page = try SearchPage(limit: input.limit, offset: input.offset)
    let organization = try call.organization()
    let found = try await call.store.read { try $0.environments.all(in: organization) }.filter { environment in
      (input.projectId == nil || environment.projectID == input.projectId)
        && SearchPage.contains(environment.name, input.name)
        && SearchPage.contains(environment.description, input.description)
        && (SearchPage.contains(environment.name, input.q) || SearchPage.contains(environment.description, input.q))
    }
    return page.page(of: found.map { EnvironmentRow($0) })
  }
}
