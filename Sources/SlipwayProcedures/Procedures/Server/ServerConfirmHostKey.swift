package import SlipwayAnswers
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Pins the key that a server proves itself by: from now on only whoever has it is spoken to.
package enum ServerConfirmHostKey: Procedure {
  package struct Input: Codable, Sendable {
    package var serverId: ID<Server>
    /// What the person has compared: the key is asked for once more, and must have it.
    package var fingerprint: String
  }

  package static let name = "server.confirmHostKey"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Confirms a server's host key by its fingerprint"

  package static func access(_ input: Input) -> Access { .subject(.server(input.serverId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ServerRow {
    let server = try await call.store.read { try $0.servers.one(input.serverId) }
    let key = try await ServerHostKey.scan(server, call)
    guard key.fingerprint == input.fingerprint.trimmingSpaces() else {
      throw SlipwayError(
        .conflict,
        "\(server.name) shows another key now, \(key.fingerprint). Compare that one on the machine itself (\(key.lookUp)).",
        details: ["fingerprint": key.fingerprint])
    }
    let row = try await call.store.write { tx in
      var pinned = try tx.servers.one(server.id)
      pinned.hostKey = key.line
      try tx.servers.update(pinned)
      try tx.servers.observe(server.id, nil)
      return try ServerReading.row(try tx.servers.one(server.id), tx)
    }
    call.publish(.serverChanged(row.serverId, row.organizationId))
    return row
  }
}
