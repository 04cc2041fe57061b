/// Pull requests' own deployments, and what is wanted of them. What runs of a preview names it without a reference: it is
/// always removed by who removes the preview, and a table cannot be moved while two refer to each other.
enum M0028_Previews: Migration {
  static let version = 28
  static let statements: [SQL] = [
    """
    CREATE TABLE preview_plan (
      id TEXT NOT NULL PRIMARY KEY REFERENCES deployable (id) ON DELETE CASCADE,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      settings TEXT NOT NULL, secrets TEXT NOT NULL)
    """,
    """
    CREATE TABLE preview (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      parent_id TEXT NOT NULL REFERENCES deployable (id) ON DELETE CASCADE,
      number BIGINT, title TEXT NOT NULL, author TEXT NOT NULL, url TEXT NOT NULL, origin TEXT NOT NULL,
      commit_hash TEXT, needs_approval BOOLEAN NOT NULL, approved_commit TEXT, approved_by TEXT,
      databases TEXT NOT NULL, is_preparing BOOLEAN NOT NULL, problem TEXT, created_at BIGINT NOT NULL,
      pushed_at BIGINT NOT NULL, expires_at BIGINT, UNIQUE (parent_id, number))
    """,
    "CREATE INDEX preview_expiry ON preview (expires_at)",
    "ALTER TABLE deployable ADD COLUMN preview_id TEXT",
    "CREATE INDEX deployable_preview ON deployable (preview_id)",
  ]
}
