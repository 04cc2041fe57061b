package import Foundation

/// A network in Docker that an organisation has made, so that its services reach each other on it.
package struct Network: Sendable, Hashable {
  /// How Docker carries it.
  package enum Driver: String, Sendable, Codable, CaseIterable {
    /// On one machine.
    case bridge
    /// Over all machines of the Swarm; services join these.
    case overlay
  }

  /// Where its addresses come from.
  package struct Range: Sendable, Hashable, Codable {
    package var subnet: String?
    package var gateway: String?
    package var ipRange: String?

    package init(subnet: String? = nil, gateway: String? = nil, ipRange: String? = nil) {
      self.subnet = subnet
      self.gateway = gateway
      self.ipRange = ipRange
    }
  }

  package var id: ID<Network>
  package var organizationID: ID<Organization>
  /// As Docker knows it: unique on the machine.
  package var name: String
  package var driver: Driver
  /// It leads to no other network.
  package var isInternal: Bool
  /// Containers outside of services may join.
  package var isAttachable: Bool
  package var hasIPv6: Bool
  package var mtu: Int?
  /// Empty leaves them to Docker.
  package var ranges: [Range]
  /// Whose Docker Engine it is on; `nil` is the machine that Slipway runs on.
  package var serverID: ID<Server>?
  package var createdAt: Date

  package init(
    id: ID<Network> = .random(), organizationID: ID<Organization>, name: String, driver: Driver, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.name = name
    self.driver = driver
    isInternal = false
    isAttachable = true
    hasIPv6 = false
    ranges = []
    self.createdAt = createdAt
  }
}
