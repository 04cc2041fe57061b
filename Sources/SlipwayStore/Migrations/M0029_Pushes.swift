/// Whose keys push code over SSH, and what was pushed last.
enum M0029_Pushes: Migration {
  static let version = 29
  static let statements: [SQL] = [
    """
    CREATE TABLE push_key (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
      name TEXT NOT NULL, public_key TEXT NOT NULL, fingerprint TEXT NOT NULL, created_at BIGINT NOT NULL,
      last_used_at BIGINT, UNIQUE (organization_id, fingerprint))
    """,
    "CREATE INDEX push_key_fingerprint ON push_key (fingerprint)",
    "CREATE INDEX push_key_user ON push_key (user_id)",
    """
    CREATE TABLE pushed_commit (
      deployable_id TEXT NOT NULL PRIMARY KEY REFERENCES deployable (id) ON DELETE CASCADE,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      commit_hash TEXT NOT NULL, pushed_at BIGINT NOT NULL)
    """,
    "CREATE INDEX pushed_commit_organization ON pushed_commit (organization_id)",
  ]
}
