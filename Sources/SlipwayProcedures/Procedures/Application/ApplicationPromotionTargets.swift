package import SlipwayCore
import SlipwayStore

/// Lists the applications that what an application serves can be promoted to.
package enum ApplicationPromotionTargets: Procedure {
  package typealias Input = ApplicationInput

  /// An application of the same repository.
  package struct Item: Codable, Sendable {
    package var applicationId: ID<Deployable>
    package var name: String
    package var environmentName: String
    package var projectName: String
  }

  package static let name = "application.promotionTargets"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the other applications of the same repository, with their environments"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> [Item] {
    try await call.store.read { tx in
      let from = try tx.applications.one(input.applicationId)
      guard let repository = try RepositoryIdentity(of: from, tx) else { return [] }
      let others = try tx.applications.all().filter {
        try $0.organizationID == from.organizationID && $0.id != from.id
          && RepositoryIdentity(of: $0, tx) == repository
      }
      return try others.map { application in
        let environment = try tx.environments.one(application.environmentID)
        return Item(
          applicationId: application.id, name: application.name, environmentName: environment.name,
          projectName: try tx.projects.one(environment.projectID).name)
      }
    }
  }
}
