package import SlipwayCore

/// The hosts that lead to deployables.
package struct Domains: EntityTable {
  package static let table = "domain"
  package static let noun = "Domain"
  package static let fixedColumns: Set<String> = ["organization_id", "created_at", "unique_config_key"]
  package let context: TableContext

  package func columns(of domain: Domain) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", domain.id), ("organization_id", domain.organizationID), ("deployable_id", domain.deployableID),
      ("service_name", domain.serviceName),
      ("host", domain.host), ("path", domain.path), ("internal_path", domain.internalPath),
      ("strip_path", domain.stripPath), ("port", domain.port), ("https", domain.https),
      ("certificate_type", domain.certificateType), ("custom_cert_resolver", domain.customCertResolver),
      ("custom_entrypoint", domain.customEntrypoint), ("middlewares", try JSONColumn.encode(domain.middlewares)),
      ("is_enabled", domain.isEnabled), ("unique_config_key", domain.uniqueConfigKey),
      ("created_at", domain.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Domain {
    var domain = Domain(
      id: try row["id"], organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      host: try row["host"], path: try row["path"], internalPath: try row["internal_path"],
      stripPath: try row["strip_path"], port: try row["port"], https: try row["https"],
      certificateType: try row["certificate_type"], customCertResolver: try row["custom_cert_resolver"],
      customEntrypoint: try row["custom_entrypoint"], middlewares: try JSONColumn.decode(row["middlewares"]),
      isEnabled: try row["is_enabled"], uniqueConfigKey: try row["unique_config_key"],
      createdAt: try row["created_at"])
    domain.serviceName = try row["service_name"]
    return domain
  }

  /// - Returns: the domain as it was stored: a `uniqueConfigKey` of 0 becomes the next free number.
  @discardableResult
  package func insert(_ domain: Domain) throws -> Domain {
    var domain = domain
    if domain.uniqueConfigKey == 0 {
      let row = try connection.row("SELECT COALESCE(MAX(unique_config_key), 0) + 1 AS next FROM domain")
      domain.uniqueConfigKey = try row?["next"] ?? 1
    }
    try insert(columns: columns(of: domain))
    return domain
  }

  /// In the order of their numbers.
  package func all(of deployable: ID<Deployable>) throws -> [Domain] {
    try all("WHERE deployable_id = \(deployable) ORDER BY unique_config_key")
  }

  /// Those of every organisation that have this host and path.
  package func claiming(host: String, path: String) throws -> [Domain] {
    try all("WHERE host = \(host) AND path = \(path) ORDER BY unique_config_key")
  }

  /// Those of every organisation that have this host, whatever their path.
  package func claiming(host: String) throws -> [Domain] {
    try all("WHERE host = \(host) ORDER BY unique_config_key")
  }

  /// All of this installation.
  package func all() throws -> [Domain] { try all("ORDER BY unique_config_key") }

  /// Those of everything that runs on one machine.
  /// - Parameter server: `nil` is the machine that Slipway runs on.
  package func all(on server: ID<Server>?) throws -> [Domain] {
    try all("WHERE \(Deployables.belongs(to: server)) ORDER BY unique_config_key")
  }
}
