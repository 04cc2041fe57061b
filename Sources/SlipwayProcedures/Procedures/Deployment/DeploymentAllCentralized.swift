package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the newest deployments of the whole organisation.
package enum DeploymentAllCentralized: Procedure {
  package static let name = "deployment.allCentralized"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the newest deployments of all of the organization's services"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [DeploymentListItem] {
    let organization = try call.organization()
    return try await call.store.read { tx in
      let links = try ApplicationLinks(in: organization, tx)
      return try tx.deployments.recent(in: organization, limit: 200).map {
        DeploymentListItem($0, application: links[$0.deployableID])
      }
    }
  }
}
