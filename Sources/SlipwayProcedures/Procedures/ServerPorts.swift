import NIOCore
import NIOPosix
import SlipwayCore

/// The ports of this server, as the kernel sees them.
enum ServerPorts {
  /// - Throws: ``SlipwayError`` `conflict` naming `field` when something listens there.
  static func requireFree(_ port: Int, field: String, _ call: Call) async throws {
    guard (1...65535).contains(port) else { throw SlipwayError.invalid(field, "must be between 1 and 65535") }
    do {
      let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: "0.0.0.0", port: port).get()
      try await channel.close()
    } catch {
      let problem = "\(port) is in use on this server; choose another one"
      throw SlipwayError(.conflict, "\(field): \(problem)", details: [field: problem])
    }
  }
}
