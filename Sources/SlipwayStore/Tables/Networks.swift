package import SlipwayCore

/// The networks that organisations have made.
package struct Networks: EntityTable {
  package static let table = "network"
  package static let noun = "Network"
  package let context: TableContext

  package func columns(of network: Network) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", network.id), ("organization_id", network.organizationID), ("name", network.name),
      ("driver", network.driver), ("is_internal", network.isInternal), ("is_attachable", network.isAttachable),
      ("has_ipv6", network.hasIPv6), ("mtu", network.mtu), ("ranges", try JSONColumn.encode(network.ranges)),
      ("server_id", network.serverID), ("created_at", network.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Network {
    var network = Network(
      id: try row["id"], organizationID: try row["organization_id"], name: try row["name"],
      driver: try row["driver"], createdAt: try row["created_at"])
    network.isInternal = try row["is_internal"]
    network.isAttachable = try row["is_attachable"]
    network.hasIPv6 = try row["has_ipv6"]
    network.mtu = try row["mtu"]
    network.serverID = try row["server_id"]
    network.ranges = try JSONColumn.decode(row["ranges"])
    return network
  }

  /// By their names.
  package func all(in organization: ID<Organization>) throws -> [Network] {
    try all("WHERE organization_id = \(organization) ORDER BY name, id")
  }

  /// Those on one machine, by their names.
  /// - Parameter server: `nil` is the machine that Slipway runs on.
  package func all(in organization: ID<Organization>, on server: ID<Server>?) throws -> [Network] {
    try all("WHERE organization_id = \(organization) AND \(Deployables.isOn(server)) ORDER BY name, id")
  }

  /// Of whichever organisation.
  package func find(name: String) throws -> Network? { try first("WHERE name = \(name)") }

  /// Of all organisations.
  package func names() throws -> [String] {
    try connection.rows("SELECT name FROM network ORDER BY name").map { try $0["name"] }
  }

  /// How many an organisation has.
  package func count(in organization: ID<Organization>) throws -> Int {
    try count("WHERE organization_id = \(organization)")
  }
}
