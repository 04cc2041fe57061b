package import SlipwayCore

/// The registries that images are pulled from and pushed to.
package struct Registries: EntityTable {
  package static let table = "registry"
  package static let noun = "Registry"
  package let context: TableContext

  package func columns(of registry: Registry) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", registry.id), ("organization_id", registry.organizationID), ("name", registry.name),
      ("image_prefix", registry.imagePrefix), ("username", registry.username),
      ("password", try context.seal(registry.password, "registry:\(registry.id)")), ("url", registry.url),
      ("created_at", registry.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Registry {
    let id: ID<Registry> = try row["id"]
    return Registry(
      id: id, organizationID: try row["organization_id"], name: try row["name"],
      imagePrefix: try row["image_prefix"], username: try row["username"],
      password: try context.open(row["password"], "registry:\(id)"), url: try row["url"],
      createdAt: try row["created_at"])
  }

  /// Newest first.
  package func all(in organization: ID<Organization>) throws -> [Registry] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at DESC, name")
  }
}
