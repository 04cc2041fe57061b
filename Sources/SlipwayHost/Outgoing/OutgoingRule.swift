/// Where what strangers type may not lead: to this machine itself, to a cloud's own services, to containers behind its
/// bridges. What listens there takes whoever asks for a friend.
package struct OutgoingRule: Sendable {
  private let own: @Sendable () -> Set<IPAddress>
  private let bridges: @Sendable () -> [IPNetwork]
  private let openPorts: Set<Int>

  /// - Parameters:
  ///   - openPorts: of this machine, where everybody is let in: the proxy's.
  ///   - own: of its network cards, bridges and tunnels; asked anew each time, since they come and go.
  package init(
    openPorts: Set<Int>, own: @escaping @Sendable () -> Set<IPAddress> = { IPAddress.own() },
    bridges: @escaping @Sendable () -> [IPNetwork] = { IPAddress.bridges() }
  ) {
    self.openPorts = openPorts
    self.own = own
    self.bridges = bridges
  }

  /// - Parameters:
  ///   - address: as the resolver writes it; what is none is refused.
  ///   - port: `nil` where it is not known.
  package func refuses(_ address: String, port: Int?) -> Bool {
    guard let address = IPAddress(address), address.reach != .machine else { return true }
    if own().contains(address) { return port.map { !openPorts.contains($0) } ?? true }
    return bridges().contains { $0.contains(address) }
  }
}
