import NIOCore
import NIOPosix
import SlipwayCore
import SlipwayEngine
import SlipwayHost

/// The ports of a machine, as its kernel sees them.
struct ServerPorts: Sendable {
  let machine: Machine

  /// - Throws: ``SlipwayError`` `conflict` naming `field` when something listens there.
  func requireFree(_ port: Int, field: String) async throws {
    guard (1...65535).contains(port) else { throw SlipwayError.invalid(field, "must be between 1 and 65535") }
    guard try await isTaken(port) else { return }
    let place = machine.server == nil ? "this server" : machine.host.name
    let problem = "\(port) is in use on \(place); choose another one"
    throw SlipwayError(.conflict, "\(field): \(problem)", details: [field: problem])
  }

  private func isTaken(_ port: Int) async throws -> Bool {
    guard machine.server == nil else { return try await machine.listens(on: port) }
    do {
      let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: "0.0.0.0", port: port).get()
      try await channel.close()
      return false
    } catch {
      return true
    }
  }
}
