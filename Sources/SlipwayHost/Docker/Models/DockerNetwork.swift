/// A network.
package struct DockerNetwork: Sendable, Hashable, Codable {
  /// Where its addresses come from.
  package struct AddressPlan: Sendable, Hashable, Codable {
    /// One range.
    package struct Range: Sendable, Hashable, Codable {
      package var Subnet: String?
      package var Gateway: String?
      package var IPRange: String?
    }
    package var Driver: String?
    package var Config: [Range]?
  }
  package var Id: String
  package var Name: String
  package var Driver: String?
  /// `swarm` or `local`.
  package var Scope: String?
  package var Attachable: Bool?
  package var Internal: Bool?
  package var EnableIPv6: Bool?
  package var Ingress: Bool?
  package var Created: DockerTime?
  package var Labels: [String: String]?
  package var IPAM: AddressPlan?
}

/// A named volume.
package struct DockerVolume: Sendable, Hashable, Codable {
  package var Name: String
  package var Driver: String?
  package var Mountpoint: String?
  /// By Docker's clock, such as `2026-01-31T12:00:00Z`.
  package var CreatedAt: String?
  package var Labels: [String: String]?
  /// The driver's own options: with some, the data is not in Docker's own folder.
  package var Options: [String: String]?

  package init(Name: String, Driver: String? = nil, Labels: [String: String]? = nil, Options: [String: String]? = nil)
  {
    self.Name = Name
    self.Driver = Driver
    self.Labels = Labels
    self.Options = Options
  }
}
