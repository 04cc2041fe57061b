package import Foundation
package import SlipwayCore

/// What lists show of a thing that runs: nothing sealed, nothing big.
package struct ServiceSummary: Sendable, Hashable {
  package var id: ID<Deployable>
  package var kind: Deployable.Kind
  /// A database's engine; empty of other kinds.
  package var detail: String
  package var environmentID: ID<Environment>
  package var name: String
  package var appName: String
  package var description: String?
  package var icon: String?
  package var status: Deployable.Status
  package var serverID: ID<Server>?
  package var createdAt: Date

  init(_ row: Row) throws {
    id = try row["id"]
    kind = try row["kind"]
    detail = try row["detail"]
    environmentID = try row["environment_id"]
    name = try row["name"]
    appName = try row["app_name"]
    description = try row["description"]
    icon = try row["icon"]
    status = try row["status"]
    serverID = try row["server_id"]
    createdAt = try row["created_at"]
  }
}
