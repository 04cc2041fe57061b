/// The networks that organisations have made.
enum M0018_Networks: Migration {
  static let version = 18
  static let statements: [SQL] = [
    """
    CREATE TABLE network (
      id TEXT NOT NULL PRIMARY KEY, organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      name TEXT NOT NULL UNIQUE, driver TEXT NOT NULL, is_internal BOOLEAN NOT NULL, is_attachable BOOLEAN NOT NULL,
      has_ipv6 BOOLEAN NOT NULL, mtu BIGINT, ranges TEXT NOT NULL, created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX network_organization ON network (organization_id, name)",
  ]
}
