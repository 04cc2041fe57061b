/// A key that pushes is unique per person: public keys are no secrets, and whoever adds another's first kept them out.
enum M0034_OwnPushKeys: Migration {
  static let version = 34
  static let statements: [SQL] = [
    "ALTER TABLE push_key RENAME TO former_push_key",
    "DROP INDEX push_key_fingerprint",
    "DROP INDEX push_key_user",
    """
    CREATE TABLE push_key (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
      name TEXT NOT NULL, public_key TEXT NOT NULL, fingerprint TEXT NOT NULL, created_at BIGINT NOT NULL,
      last_used_at BIGINT, UNIQUE (organization_id, user_id, fingerprint))
    """,
    """
    INSERT INTO push_key (id, organization_id, user_id, name, public_key, fingerprint, created_at, last_used_at)
    SELECT id, organization_id, user_id, name, public_key, fingerprint, created_at, last_used_at FROM former_push_key
    """,
    "DROP TABLE former_push_key",
    "CREATE INDEX push_key_fingerprint ON push_key (fingerprint)",
    "CREATE INDEX push_key_user ON push_key (user_id)",
  ]
}
