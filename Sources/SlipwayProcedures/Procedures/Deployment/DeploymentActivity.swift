package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers what is being deployed in the organisation, and a page of what was.
package enum DeploymentActivity: Procedure {
  package struct Input: Codable, Sendable {
    /// How many that have ended are left out: those of the pages before.
    package var offset: Int?

    package init(offset: Int? = nil) { self.offset = offset }
  }

  /// All that is at work or waits, and a page of the rest; each newest first.
  package struct Output: Codable, Sendable {
    package var active: [DeploymentListItem]
    package var ended: [DeploymentListItem]
    package var hasOlder: Bool
    /// The identifiers of those that wait for a place among the builds.
    package var waitingToBuild: [ID<Deployment>]
  }

  package static let pageSize = 50
  package static let name = "deployment.activity"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what is being deployed in the organization, and a page of what was"

  package static func access(_ input: Input) -> Access { .organization(.member) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let organization = try call.organization()
    let offset = try SearchPage(limit: pageSize, offset: input.offset).offset
    return try await call.store.read { tx in
      let links = try ApplicationLinks(in: organization, tx)
      let item = { (deployment: Deployment) in
        DeploymentListItem(deployment, application: links[deployment.deployableID])
      }
      let ended = try tx.deployments.ended(in: organization, limit: pageSize + 1, offset: offset)
      return Output(
        active: try tx.deployments.allActive(in: organization).reversed().map(item),
        ended: ended.prefix(pageSize).map(item), hasOlder: ended.count > pageSize,
        waitingToBuild: try tx.jobs.waiting(in: organization, pool: JobPool.builds.rawValue).map { ID($0.rawValue) })
    }
  }
}
