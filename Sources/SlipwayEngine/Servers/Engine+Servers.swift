package import SlipwayCore
package import SlipwayHost
import SlipwayStore

/// The machines of servers: the one place that turns a server into something that work can be done on.
extension Engine {
  /// - Parameter id: `nil` is the machine that Slipway runs on.
  /// - Returns: the server's machine; nothing is connected before its first use.
  /// - Throws: ``SlipwayError`` `notFound`, or `preconditionFailed` for one that is disabled, has no key, or whose host key
  ///   nobody has confirmed.
  package func host(of id: ID<Server>?) async throws -> any Host {
    guard let id else { return try hosts.host() }
    let (server, key) = try await store.read { tx in
      let server = try tx.servers.one(id)
      return (server, try server.sshKeyID.flatMap { try tx.sshKeys.find($0) })
    }
    return try await hosts.host(at: Self.destination(of: server, key))
  }

  /// - Throws: ``SlipwayError`` `preconditionFailed` that says what is missing.
  static func destination(of server: Server, _ key: SSHKey?) throws -> SSHDestination {
    guard server.isEnabled else {
      throw SlipwayError(.preconditionFailed, "The server \(server.name) is disabled; enable it first.")
    }
    guard let key else {
      throw SlipwayError(.preconditionFailed, "The server \(server.name) has no SSH key; choose one in its settings.")
    }
    guard let hostKey = server.hostKey.flatMap({ HostKey(line: $0) }) else {
      throw SlipwayError(
        .preconditionFailed,
        "The host key of \(server.name) is not confirmed yet: compare its fingerprint with the one on the machine itself, "
          + "then confirm it (server.confirmHostKey).")
    }
    return SSHDestination(
      id: server.id.rawValue, name: server.name, address: server.address, port: server.port,
      username: server.username, privateKey: key.privateKey, publicKey: key.publicKey, hostKey: hostKey)
  }
}
