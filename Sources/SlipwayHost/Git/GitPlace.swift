package import SlipwayCore

/// A repository as git is asked for it: its address behind all redirects, and where its host was found.
package struct GitPlace: Sendable, Hashable {
  package let address: GitAddress
  /// The host's addresses, which were looked at; empty where git may look itself.
  package let reach: [String]

  package init(address: GitAddress, reach: [String]) {
    self.address = address
    self.reach = reach
  }

  /// Whether only the networks beside this machine reach it.
  var isInside: Bool { reach.contains { IPAddress($0)?.reach != .world } }

  /// The addresses that were looked at are the ones that are asked, whatever the name says a moment later; as curl
  /// takes them.
  package var curlPin: String? {
    guard address.transport != .ssh, isPinned else { return nil }
    let places = reach.map { $0.contains(":") ? "[\($0)]" : $0 }.joined(separator: ",")
    return "\(address.host):\(address.portOrUsual):\(places)"
  }

  /// The same for ssh, which still knows the host's key by the host's name.
  package var sshPin: [String] {
    guard address.transport == .ssh, isPinned, let first = reach.first else { return [] }
    let name = address.portOrUsual == 22 ? address.host : "[\(address.host)]:\(address.portOrUsual)"
    return ["HostName=\(first)", "HostKeyAlias=\(name.lowercased())"]
  }

  private var isPinned: Bool { !reach.isEmpty && IPAddress(address.nameOrAddress) == nil }
}
