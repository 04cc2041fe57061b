package import Foundation
package import SlipwayCore
package import SlipwayEngine
package import SlipwayStore

/// A database in the lists of its environment and its project; its identifier has another name for each engine.
package struct DatabaseServiceRow<Engine: DatabaseEngine>: Codable, Sendable {
  /// All but the identifier.
  package struct Fields: Codable, Sendable {
    package var name: String
    package var appName: String
    @Null package var description: String?
    package var createdAt: Date
    package var applicationStatus: Deployable.Status
    /// The same; the published API has either, depending on the list.
    package var status: Deployable.Status
    @Null package var serverId: ID<Server>?
    @Null package var server: NoEntity?
  }

  package var id: ID<Deployable>
  package var fields: Fields

  init(_ summary: ServiceSummary) {
    id = summary.id
    fields = Fields(
      name: summary.name, appName: summary.appName, description: summary.description, createdAt: summary.createdAt,
      applicationStatus: summary.status, status: summary.status, serverId: summary.serverID, server: nil)
  }

  /// Those of this engine.
  package static func all(of summaries: [ServiceSummary]) -> [DatabaseServiceRow] {
    summaries.filter { $0.kind == .database && $0.detail == Engine.kind.rawValue }.map(DatabaseServiceRow.init)
  }

  package init(from decoder: any Decoder) throws {
    id = try DatabaseInput<Engine>(from: decoder).id
    fields = try Fields(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try DatabaseInput<Engine>(id: id).encode(to: encoder)
    try fields.encode(to: encoder)
  }

  package var listing: ServiceListing {
    ServiceListing(
      id: id, kind: .database, engine: Engine.kind, name: fields.name, appName: fields.appName,
      description: fields.description, status: fields.status, createdAt: fields.createdAt,
      serverID: fields.serverId)
  }
}
