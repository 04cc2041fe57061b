package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Adds a server. Nothing is done there before somebody has confirmed its host key.
package enum ServerCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    @Null package var description: String?
    package var ipAddress: String
    package var port: Double
    package var username: String
    @Null package var sshKeyId: ID<SSHKey>?
    package var serverType: Server.Purpose
    package var enableDockerCleanup: Bool?
  }

  package static let name = "server.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Adds a server; its host key is confirmed before anything is done there"

  package static func access(_ input: Input) -> Access {
    .all([.organization(.admin)] + ServerRules.access(to: input.sshKeyId))
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ServerRow {
    let name = try TypedText.name(input.name)
    var made = Server(
      organizationID: try call.organization(), name: name, appName: try AppName.make(from: "server-" + name),
      address: try ServerRules.address(input.ipAddress), port: try ServerRules.port(input.port),
      username: try Server.username(input.username), sshKeyID: ServerRules.key(input.sshKeyId),
      purpose: input.serverType, createdAt: call.now())
    made.description = try TypedText.description(input.description)
    made.enableDockerCleanup = input.enableDockerCleanup ?? true
    let server = made
    let row = try await call.store.write { tx in
      try tx.servers.insert(server)
      return try ServerReading.row(server, tx)
    }
    call.publish(.serverChanged(server.id, server.organizationID))
    return row
  }
}
