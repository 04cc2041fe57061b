package import SlipwayCore
import SlipwayStore

/// Lists what a member may be let have of the organisation's servers.
package enum ServerAllForPermissions: Procedure {
  /// A server's name.
  package struct Item: Codable, Sendable {
    package var serverId: ID<Server>
    package var name: String
    package var serverType: Server.Purpose
  }

  package static let name = "server.allForPermissions"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the names of servers"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [Item] {
    let organization = try call.organization()
    return try await call.store.read { try $0.servers.all(in: organization) }.map {
      Item(serverId: $0.id, name: $0.name, serverType: $0.purpose)
    }
  }
}
