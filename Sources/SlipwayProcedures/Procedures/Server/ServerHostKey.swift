package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Asks a server which key it proves itself by, and says whether it is the one that was confirmed.
package enum ServerHostKey: Procedure {
  /// What it shows.
  package struct Output: Codable, Sendable {
    /// `ssh-ed25519`.
    package var kind: String
    /// `SHA256:…`
    package var fingerprint: String
    /// The command that shows the same on the machine itself.
    package var command: String
    /// Of the key that was confirmed; `null` before that.
    @Null package var confirmedFingerprint: String?
    package var isConfirmed: Bool
  }

  package static let name = "server.hostKey"
  package static let kind = ProcedureKind.query
  package static let summary = "Asks a server for the key that it proves itself by"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .write) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> Output {
    let server = try await call.store.read { try $0.servers.one(input.serverId) }
    let key = try await scan(server, call)
    return Output(
      kind: key.kind, fingerprint: key.fingerprint, command: key.lookUp,
      confirmedFingerprint: server.hostKey.flatMap { HostKey(line: $0)?.fingerprint },
      isConfirmed: server.hostKey == key.line)
  }

  static func scan(_ server: Server, _ call: Call) async throws -> HostKey {
    guard server.isEnabled else {
      throw SlipwayError(.preconditionFailed, "The server \(server.name) is disabled; enable it first.")
    }
    return try await HostKeyScan(from: call.engine.hosts.thisMachine()).key(of: server.address, port: server.port)
  }
}
