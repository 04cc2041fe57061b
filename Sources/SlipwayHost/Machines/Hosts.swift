package import SlipwayCore

/// All machines: the one place that knows which are connected.
///
/// A server's machine is never stood in for by this one: who cannot be reached is an error.
package final class Hosts: Sendable {
  /// Makes the handle to a machine.
  package typealias Connect = @Sendable (SSHDestination) async throws -> any Host

  private let local: (any Host)?
  private let remote: RemoteHosts

  /// - Parameters:
  ///   - local: `nil` in a process that runs apart from the Docker Engine.
  ///   - ssh: the folder for connections to other machines; see ``SSHFolder``. `nil` has none.
  package init(local: (any Host)?, ssh folder: String? = nil) {
    self.local = local
    guard let folder, let machine = local as? LocalHost else {
      remote = RemoteHosts(connect: { throw SlipwayError(.unreachable, "\($0.name) cannot be reached from here.") })
      return
    }
    let place = SSHFolder.Place(SSHFolder(folder))
    remote = RemoteHosts(
      connect: { SSHHost($0, from: machine, folder: try await place.open()) }, closing: { await place.close() })
  }

  /// For tests: whoever answers for a machine.
  package init(local: any Host, connect: @escaping Connect) {
    self.local = local
    remote = RemoteHosts(connect: connect)
  }

  /// The machine that Slipway itself runs on: for what is fetched, built from and kept here. What services run on is asked
  /// of the engine.
  /// - Throws: ``SlipwayError`` `preconditionFailed` in a process apart.
  package func thisMachine() throws -> any Host {
    guard let local else { throw SlipwayError.apart }
    return local
  }

  /// The machine of a server; nothing is connected before the first use.
  package func host(at destination: SSHDestination) async throws -> any Host {
    try await remote.host(at: destination)
  }

  /// Ends the connection to a machine that is not wanted any more.
  package func forget(_ id: String) async { await remote.forget(id) }

  /// Ends all connections.
  package func close() async { await remote.close() }
}

/// The machines that are connected, by their identifiers.
private actor RemoteHosts {
  private let connect: Hosts.Connect
  private let closing: @Sendable () async -> Void
  private var hosts: [String: (destination: SSHDestination, host: any Host)] = [:]

  init(connect: @escaping Hosts.Connect, closing: @escaping @Sendable () async -> Void = {}) {
    self.connect = connect
    self.closing = closing
  }

  /// The same as long as nothing but the name of the destination has changed.
  func host(at destination: SSHDestination) async throws -> any Host {
    if let known = hosts[destination.id], known.destination.isReached(by: destination) { return known.host }
    let host = try await connect(destination)
    // Somebody else may have been quicker.
    if let known = hosts[destination.id], known.destination.isReached(by: destination) {
      await (host as? SSHHost)?.close()
      return known.host
    }
    let old = hosts.updateValue((destination, host), forKey: destination.id)
    await (old?.host as? SSHHost)?.close()
    return host
  }

  func forget(_ id: String) async { await (hosts.removeValue(forKey: id)?.host as? SSHHost)?.close() }

  func close() async {
    let all = hosts.values
    hosts = [:]
    for entry in all { await (entry.host as? SSHHost)?.close() }
    await closing()
  }
}

extension SlipwayError {
  /// What a process without the Docker Engine answers to whoever needs it.
  package static let apart = SlipwayError(
    .preconditionFailed,
    "This process of Slipway runs apart from the Docker Engine (--docker-host none): ask one that runs beside the workers."
  )
}
