package import SlipwayCore

/// Which repositories are on this machine itself. What listens here only, or behind its firewall, takes whoever asks for
/// a friend; a deployment's log must not be how to ask.
package struct LocalGitRule: Sendable {
  /// Of the machine's network cards, bridges and tunnels.
  let own: Set<IPAddress>
  /// Where the proxy listens: what it routes to is there for everybody.
  let proxyPorts: Set<Int>

  package init(own: Set<IPAddress>, proxyPorts: Set<Int>) {
    self.own = own
    self.proxyPorts = proxyPorts
  }

  /// - Parameter address: of the repository's host, as the resolver writes it.
  package func refuses(_ address: String, for repository: GitAddress) -> Bool {
    guard let address = IPAddress(address), address.reach != .machine else { return true }
    guard own.contains(address) else { return false }
    return repository.transport == .ssh || !proxyPorts.contains(repository.portOrUsual)
  }
}
