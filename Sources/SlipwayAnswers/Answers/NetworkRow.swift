package import Foundation
package import SlipwayCore

/// A network that an organisation has made, on the wire.
package struct NetworkRow: Codable, Sendable {
  /// Where its addresses come from.
  package struct Addresses: Codable, Sendable {
    package var driver: String
    package var config: [Network.Range]
  }

  package var networkId: ID<Network>
  package var name: String
  package var driver: Network.Driver
  package var `internal`: Bool
  package var attachable: Bool
  package var enableIPv4: Bool
  package var enableIPv6: Bool
  @Null package var mtu: Int?
  package var ipam: Addresses
  @Null package var serverId: ID<Server>?
  package var organizationId: ID<Organization>
  package var createdAt: Date

  package init(_ network: Network) {
    networkId = network.id
    name = network.name
    driver = network.driver
    `internal` = network.isInternal
    attachable = network.isAttachable
    enableIPv4 = true
    enableIPv6 = network.hasIPv6
    mtu = network.mtu
    ipam = Addresses(driver: "default", config: network.ranges)
    serverId = network.serverID
    organizationId = network.organizationID
    createdAt = network.createdAt
  }
}
