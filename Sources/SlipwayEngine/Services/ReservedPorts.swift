package import SlipwayCore

/// The ports of a machine that nothing may publish: they are its own.
package enum ReservedPorts {
  /// - Parameter server: `nil` is the machine that Slipway itself runs on.
  package static func all(_ configuration: Configuration, on server: Server?) -> Set<Int> {
    // SSH, Swarm's management and gossip, Docker's own two, the overlay's tunnel.
    let usual: Set = [22, 2375, 2376, 2377, 7946, 4789, configuration.httpPort, configuration.httpsPort]
    return usual.union([server?.port ?? configuration.listenPort])
  }
}
