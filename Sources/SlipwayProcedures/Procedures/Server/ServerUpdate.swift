package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes a server's settings. Its confirmed host key stays: another machine at the new address is refused.
package enum ServerUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    @Null package var description: String?
    package var serverId: ID<Server>
    package var ipAddress: String
    package var port: Double
    package var username: String
    @Null package var sshKeyId: ID<SSHKey>?
    package var serverType: Server.Purpose
    package var enableDockerCleanup: Bool?
    package var command: String?
  }

  package static let name = "server.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a server's settings"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.server(input.serverId), .write)] + ServerRules.access(to: input.sshKeyId))
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ServerRow {
    guard (input.command ?? "").trimmingSpaces().isEmpty else {
      throw SlipwayError.invalid(
        "command", "servers are set up step by step, and not by a script of one's own; leave it empty")
    }
    let row = try await call.store.write { tx in
      let before = try tx.servers.one(input.serverId)
      guard try !tx.serverRuns.isActive(before.id) else {
        throw SlipwayError(.conflict, "\(before.name) is being set up; change it afterwards.")
      }
      let server = try changed(before, input)
      if server.purpose != .build { try ServerBuilds.requireNone(on: before, tx) }
      try tx.servers.update(server)
      let isElsewhere =
        (server.address, server.port, server.username) != (before.address, before.port, before.username)
      if isElsewhere || server.sshKeyID != before.sshKeyID { try tx.servers.observe(server.id, nil) }
      return try ServerReading.row(try tx.servers.one(server.id), tx)
    }
    call.publish(.serverChanged(row.serverId, row.organizationId))
    return row
  }

  private static func changed(_ stored: Server, _ input: Input) throws -> Server {
    var server = stored
    server.name = try TypedText.name(input.name)
    server.description = try TypedText.description(input.description)
    server.address = try ServerRules.address(input.ipAddress)
    server.port = try ServerRules.port(input.port)
    server.username = try Server.username(input.username)
    server.sshKeyID = ServerRules.key(input.sshKeyId)
    server.purpose = input.serverType
    server.enableDockerCleanup = input.enableDockerCleanup ?? stored.enableDockerCleanup
    return server
  }
}
