package import Foundation
package import SlipwayCore
package import SlipwayStore

/// A compose stack in the lists of its environment and its project.
package struct ComposeServiceRow: Codable, Sendable {
  package var composeId: ID<Deployable>
  package var name: String
  package var appName: String
  @Null package var description: String?
  @Null package var icon: String?
  package var createdAt: Date
  package var composeStatus: Deployable.Status
  /// The same; the published API has either, depending on the list.
  package var status: Deployable.Status
  package var composeType: String
  @Null package var serverId: ID<Server>?
  @Null package var server: NoEntity?

  init(_ summary: ServiceSummary) {
    composeId = summary.id
    name = summary.name
    appName = summary.appName
    description = summary.description
    icon = summary.icon
    createdAt = summary.createdAt
    composeStatus = summary.status
    status = summary.status
    composeType = summary.detail
    serverId = summary.serverID
    server = nil
  }

  package var listing: ServiceListing {
    ServiceListing(
      id: composeId, kind: .compose, name: name, appName: appName, description: description, status: status,
      createdAt: createdAt, serverID: serverId)
  }
}

/// A compose stack in `project.all`: no more than a list of many projects shows.
package struct ComposeBrief: Codable, Sendable {
  package var composeId: ID<Deployable>
  package var name: String
  package var composeStatus: Deployable.Status

  package init(_ summary: ProjectOverview.Service) {
    composeId = summary.id
    name = summary.name
    composeStatus = summary.status
  }
}

extension ComposeBrief: WireWritable {
  package func write(to json: inout WireText) {
    json.raw("{\"composeId\":")
    json.string(composeId.rawValue)
    json.raw(",\"composeStatus\":")
    json.string(composeStatus.rawValue)
    json.raw(",\"name\":")
    json.string(name)
    json.raw("}")
  }
}
