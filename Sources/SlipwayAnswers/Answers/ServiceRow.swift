package import Foundation
package import SlipwayCore
import SlipwayStore

/// An application in the lists of its environment and its project.
package struct ServiceRow: Codable, Sendable {
  package var applicationId: ID<Deployable>
  package var name: String
  package var appName: String
  @Null package var description: String?
  @Null package var icon: String?
  package var createdAt: Date
  package var applicationStatus: Deployable.Status
  /// The same as ``applicationStatus``; the published API has either, depending on the list.
  package var status: Deployable.Status
  @Null package var serverId: ID<Server>?
  @Null package var server: NoEntity?

  init(_ summary: ServiceSummary) {
    applicationId = summary.id
    name = summary.name
    appName = summary.appName
    description = summary.description
    icon = summary.icon
    createdAt = summary.createdAt
    applicationStatus = summary.status
    status = summary.status
    serverId = summary.serverID
    server = nil
  }
}
