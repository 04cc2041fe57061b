package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Lets a server be, or works with it again.
package enum ServerSetEnabled: Procedure {
  package struct Input: Codable, Sendable {
    package var serverId: ID<Server>
    package var isEnabled: Bool
  }

  package static let name = "server.setEnabled"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Disables a server, or enables it again"

  package static func access(_ input: Input) -> Access { .subject(.server(input.serverId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ServerRow {
    let row = try await call.store.write { tx in
      var server = try tx.servers.one(input.serverId)
      guard try input.isEnabled || !tx.serverRuns.isActive(server.id) else {
        throw SlipwayError(.conflict, "\(server.name) is being set up; disable it afterwards.")
      }
      server.isEnabled = input.isEnabled
      try tx.servers.update(server)
      try tx.servers.observe(server.id, nil)
      return try ServerReading.row(try tx.servers.one(server.id), tx)
    }
    if !input.isEnabled { await call.engine.hosts.forget(row.serverId.rawValue) }
    call.publish(.serverChanged(row.serverId, row.organizationId))
    return row
  }
}
