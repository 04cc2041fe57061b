package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Finds applications by words in their names and descriptions.
package enum ApplicationSearch: Procedure {
  package struct Input: Codable, Sendable {
    package var q: String?
    package var name: String?
    package var appName: String?
    package var description: String?
    package var repository: String?
    package var owner: String?
    package var dockerImage: String?
    package var projectId: ID<Project>?
    package var environmentId: ID<Environment>?
    package var limit: Int?
    package var offset: Int?
  }

  package static let name = "application.search"
  package static let kind = ProcedureKind.query
  package static let summary = "Finds applications by name, description, image, project and environment"

  package static func access(_ input: Input) -> Access {
    var all: [Access] = [.organization(.member)]
    if let project = input.projectId { all.append(.subject(.project(project), .read)) }
    if let environment = input.environmentId { all.append(.subject(.environment(environment), .read)) }
    return .all(all)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> SearchResult<ApplicationRow> {
    let page = try SearchPage(limit: input.limit, offset: input.offset)
    let organization = try call.organization()
    // The fields of GitHub's repositories: nothing has them yet, so nothing is found by them.
    guard [input.repository, input.owner].allSatisfy({ $0?.isEmpty ?? true }) else {
      return SearchResult(items: [], total: 0)
    }
    var filter = SearchFilter(
      q: input.q, name: input.name, appName: input.appName, description: input.description,
      projectID: input.projectId, environmentID: input.environmentId, limit: page.limit, offset: page.offset)
    guard let image = input.dockerImage, !image.isEmpty else {
      let wanted = filter
      let found = try await call.store.read { try $0.applications.search(organization, wanted) }
      return SearchResult(items: found.items.map { ApplicationRow($0) }, total: found.total)
    }
    (filter.limit, filter.offset) = (10_000, 0)
    let wanted = filter
    let found = try await call.store.read { try $0.applications.search(organization, wanted) }.items.filter {
      SearchPage.contains($0.source.dockerImage, image)
    }
    return page.page(of: found.map { ApplicationRow($0) })
  }
}
