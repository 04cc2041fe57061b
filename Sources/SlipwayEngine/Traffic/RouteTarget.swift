package import SlipwayCore

/// Where requests go: all to one service, or, of a compose stack, each to the service that its domain names.
package struct RouteTarget: Sendable, Hashable, Codable {
  /// Of an application: its release's service.
  package var name: String
  /// Of a compose stack: the address of each service that has a domain.
  package var addresses: [String: String]

  package init(_ name: String, addresses: [String: String] = [:]) {
    self.name = name
    self.addresses = addresses
  }

  package init(_ release: Release) { self.init(release.serviceName, addresses: release.addresses) }

  /// - Returns: `nil` when nothing of it serves the domain.
  package func address(of domain: Domain) -> String? {
    domain.serviceName.map { addresses[$0] } ?? name
  }
}

extension RouteTarget: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(value) }
}
