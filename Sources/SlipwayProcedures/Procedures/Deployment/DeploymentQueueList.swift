package import SlipwayAnswers
import Foundation
package import SlipwayCore
import SlipwayStore

/// Lists what waits and what is at work.
package enum DeploymentQueueList: Procedure {
  /// A deployment in the queue, in the published form of a job.
  package struct Item: Codable, Sendable {
    /// What the job is for.
    package struct Work: Codable, Sendable {
      package var applicationId: ID<Deployable>
      package var titleLog: String
      package var descriptionLog: String
      package var type: String
      package var applicationType: String
      package var server: Bool
    }
    /// Where the service is in the dashboard.
    package struct Path: Codable, Sendable {
      @Null package var href: String?
      package var label: String
    }
    package var id: ID<Deployment>
    package var name: String
    package var data: Work
    /// Milliseconds.
    package var timestamp: Int
    package var processedOn: Int?
    package var state: String
    package var servicePath: Path
  }

  package static let name = "deployment.queueList"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists waiting and running deployments, newest first"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [Item] {
    let organization = try call.organization()
    return try await call.store.read { tx in
      let links = try ApplicationLinks(in: organization, tx)
      let active = try tx.deployments.allActive(in: organization)
      return active.sorted { $0.createdAt > $1.createdAt }.map { item($0, links[$0.deployableID]) }
    }
  }

  private static func item(_ deployment: Deployment, _ link: ApplicationLink?) -> Item {
    let work = Item.Work(
      applicationId: deployment.deployableID, titleLog: deployment.title, descriptionLog: deployment.description,
      type: deployment.kind == .deploy ? "deploy" : "redeploy", applicationType: link?.kind.rawValue ?? "application",
      server: false)
    return Item(
      id: deployment.id, name: "deployments", data: work, timestamp: milliseconds(deployment.createdAt),
      processedOn: deployment.startedAt.map(milliseconds), state: deployment.status == .queued ? "waiting" : "active",
      servicePath: Item.Path(
        href: link.map { "/\($0.kind.folder)/\(deployment.deployableID)" }, label: link?.name ?? ""))
  }

  private static func milliseconds(_ date: Date) -> Int { Int(date.timeIntervalSince1970 * 1000) }
}
