package import SlipwayCore

/// The accounts at git providers.
package struct GitProviders: EntityTable {
  package static let table = "git_provider"
  package static let noun = "Git provider"
  /// Nobody becomes its creator later.
  package static let fixedColumns: Set<String> = ["organization_id", "created_at", "user_id", "kind", "problem"]
  package let context: TableContext

  package func columns(of provider: GitProvider) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", provider.id), ("organization_id", provider.organizationID), ("user_id", provider.userID),
      ("kind", provider.kind), ("name", provider.name), ("is_shared", provider.isShared),
      ("account", try JSONColumn.encode(provider.account)),
      ("installation", provider.account.installationID.map(String.init)),
      ("secrets", try context.secrets.seal(value: provider.secrets, context: "git_provider:\(provider.id)")),
      ("problem", provider.problem), ("created_at", provider.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> GitProvider {
    let id: ID<GitProvider> = try row["id"]
    let secrets = try context.open(row["secrets"], "git_provider:\(id)").reveal()
    var provider = GitProvider(
      id: id, organizationID: try row["organization_id"], userID: try row["user_id"], kind: try row["kind"],
      name: try row["name"], account: try JSONColumn.decode(row["account"], fallback: ProviderAccount()),
      secrets: try JSONColumn.decode(secrets, fallback: ProviderSecrets()), createdAt: try row["created_at"])
    provider.isShared = try row["is_shared"]
    provider.problem = try row["problem"]
    return provider
  }

  /// Newest first.
  package func all(in organization: ID<Organization>) throws -> [GitProvider] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at DESC, name")
  }

  /// Of all organisations: those that a provider's own number of an installation may mean.
  package func all(_ kind: ProviderKind, installation: String) throws -> [GitProvider] {
    try all("WHERE kind = \(kind) AND installation = \(installation) ORDER BY created_at, id")
  }

  /// Notes whether it works; ``update(_:)`` leaves that alone.
  /// - Returns: whether that changed anything.
  @discardableResult
  package func setProblem(_ id: ID<GitProvider>, _ problem: String?) throws -> Bool {
    try connection.run(
      """
      UPDATE git_provider SET problem = \(problem)
      WHERE id = \(id) AND COALESCE(problem, '') <> \(problem ?? "")
      """) > 0
  }
}
