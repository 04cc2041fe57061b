import SlipwayCore
import SlipwayEngine

/// The ports of this server that no application may publish.
enum ReservedPorts {
  static func all(_ call: Call) -> Set<Int> {
    let configuration = call.engine.configuration
    // SSH, Swarm's management and gossip, Docker's own two, the overlay's tunnel.
    return [
      22, 2375, 2376, 2377, 7946, 4789, configuration.listenPort, configuration.httpPort, configuration.httpsPort,
    ]
  }
}
