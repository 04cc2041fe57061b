package import SlipwayCore
package import SlipwayHost
import SlipwayStore

/// The machines of servers: the one place that turns a server into something that work can be done on.
extension Engine {
  /// - Parameter id: `nil` is the machine that Slipway runs on.
  /// - Returns: the server's machine; nothing is connected before its first use.
  /// - Throws: ``SlipwayError`` `notFound`, or `preconditionFailed` for one that is disabled, has no key, or whose host key
  ///   nobody has confirmed.
  package func host(of id: ID<Server>) async throws -> any Host {
    try await Self.host(of: id, store, hosts)
  }

  static func host(of id: ID<Server>, _ store: Store, _ hosts: Hosts) async throws -> any Host {
    let (server, key) = try await store.read { tx in
      let server = try tx.servers.one(id)
      return (server, try server.sshKeyID.flatMap { try tx.sshKeys.find($0) })
    }
    return try await hosts.host(at: destination(of: server, key))
  }

  /// The machine that Slipway itself runs on, as one for services.
  /// - Throws: ``SlipwayError`` `preconditionFailed` in a process apart.
  package func thisMachine() throws -> Machine { Machine(this: try hosts.thisMachine(), folders: folders) }

  /// - Parameter id: `nil` is the machine that Slipway itself runs on; it never stands in for a server.
  /// - Throws: ``SlipwayError`` as ``host(of:)-(ID<Server>)``.
  package func machine(at id: ID<Server>?) async throws -> Machine {
    guard let id else { return try thisMachine() }
    let host = try await host(of: id)
    return Machine(try await store.read { try $0.servers.one(id) }, host: host, place: ServerPlace(configuration))
  }

  /// Where what containers mount lies on a machine.
  /// - Parameter server: `nil` is the machine that Slipway itself runs on.
  package func folders(on server: ID<Server>?) -> DataFolders {
    server == nil ? folders : DataFolders(root: ServerPlace(configuration).folder)
  }

  /// The machine that a service runs on; whatever is done to what runs of it is done there.
  /// - Throws: ``SlipwayError`` `notFound` for a service that is gone; else as ``machine(at:)``.
  package func machine(of service: ID<Deployable>) async throws -> Machine {
    try await machine(at: try await store.read { try $0.deployables.one(service).serverID })
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
