package import SlipwayCore

/// The ports of this server that nothing may publish: they are its own.
package enum ReservedPorts {
  package static func all(_ configuration: Configuration) -> Set<Int> {
    // SSH, Swarm's management and gossip, Docker's own two, the overlay's tunnel.
    [
      22, 2375, 2376, 2377, 7946, 4789, configuration.listenPort, configuration.httpPort, configuration.httpsPort,
    ]
  }
}
