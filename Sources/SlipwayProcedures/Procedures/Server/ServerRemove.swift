import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Forgets a server; what was set up there stays there.
package enum ServerRemove: Procedure {
  package static let name = "server.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets a server that is not being set up"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .delete) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> ServerRow {
    let row = try await call.store.write { tx in
      let server = try tx.servers.one(input.serverId)
      guard try !tx.serverRuns.isActive(server.id) else {
        throw SlipwayError(.conflict, "\(server.name) is being set up; remove it afterwards.")
      }
      let row = try ServerReading.row(server, tx)
      try tx.servers.delete(server.id)
      return row
    }
    await call.engine.hosts.forget(row.serverId.rawValue)
    call.publish(.serverChanged(row.serverId, row.organizationId))
    return row
  }
}
