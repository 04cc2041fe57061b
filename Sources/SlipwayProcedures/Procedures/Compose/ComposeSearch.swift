package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Finds compose stacks by words in their names and descriptions.
package enum ComposeSearch: Procedure {
  package struct Input: Codable, Sendable {
    package var q: String?
    package var name: String?
    package var appName: String?
    package var description: String?
    package var projectId: ID<Project>?
    package var environmentId: ID<Environment>?
    package var limit: Int?
    package var offset: Int?
  }

  package static let name = "compose.search"
  package static let kind = ProcedureKind.query
  package static let summary = "Finds compose stacks by name, description, project and environment"

  package static func access(_ input: Input) -> Access {
    var all: [Access] = [.organization(.member)]
    if let project = input.projectId { all.append(.subject(.project(project), .read)) }
    if let environment = input.environmentId { all.append(.subject(.environment(environment), .read)) }
    return .all(all)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> SearchResult<ComposeRow> {
    let page = try SearchPage(limit: input.limit, offset: input.offset)
    let organization = try call.organization()
    let filter = SearchFilter(
      q: input.q, name: input.name, appName: input.appName, description: input.description,
      projectID: input.projectId, environmentID: input.environmentId, limit: page.limit, offset: page.offset)
    let found = try await call.store.read { try $0.composeStacks.search(organization, filter) }
    return SearchResult(items: found.items.map { ComposeRow($0) }, total: found.total)
  }
}
