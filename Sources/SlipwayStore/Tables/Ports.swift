package import SlipwayCore

/// The ports that lead to deployables without the proxy.
package struct Ports: EntityTable {
  package static let table = "published_port"
  package static let noun = "Port"
  package let context: TableContext

  package func columns(of port: PublishedPort) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", port.id), ("organization_id", port.organizationID), ("deployable_id", port.deployableID),
      ("published_port", port.publishedPort), ("target_port", port.targetPort), ("mode", port.mode),
      ("transport", port.transport),
    ]
  }

  package func entity(_ row: Row) throws -> PublishedPort {
    PublishedPort(
      id: try row["id"], organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      publishedPort: try row["published_port"], targetPort: try row["target_port"], mode: try row["mode"],
      transport: try row["transport"])
  }

  /// By their numbers.
  package func all(of deployable: ID<Deployable>) throws -> [PublishedPort] {
    try all("WHERE deployable_id = \(deployable) ORDER BY published_port, transport")
  }

  /// The one on a machine, of any organisation, that has this number.
  package func claiming(
    publishedPort: Int, transport: PublishedPort.Transport, on server: ID<Server>?
  ) throws -> PublishedPort? {
    try first(
      "WHERE published_port = \(publishedPort) AND transport = \(transport) AND \(Deployables.belongs(to: server))")
  }

  /// One on a machine, of any organisation, that is among these numbers.
  package func claiming(among range: StackPorts.Range, on server: ID<Server>?) throws -> PublishedPort? {
    try first(
      """
      WHERE published_port >= \(range.first) AND published_port <= \(range.last) AND transport = \(range.transport)
        AND \(Deployables.belongs(to: server))
      """)
  }
}
