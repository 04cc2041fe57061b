/// Accounts at git providers, who is on the way to connect one, and what the providers sent.
enum M0026_GitProviders: Migration {
  static let version = 26
  static let statements: [SQL] = [
    """
    CREATE TABLE git_provider (
      id TEXT NOT NULL PRIMARY KEY, organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      user_id TEXT REFERENCES user_account (id) ON DELETE SET NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
      is_shared BOOLEAN NOT NULL, account TEXT NOT NULL, installation TEXT, secrets TEXT NOT NULL, problem TEXT,
      created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX git_provider_organization ON git_provider (organization_id, created_at)",
    "CREATE INDEX git_provider_installation ON git_provider (kind, installation)",
    """
    CREATE TABLE provider_intent (
      digest TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
      session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE, kind TEXT NOT NULL,
      provider_id TEXT REFERENCES git_provider (id) ON DELETE CASCADE, name TEXT NOT NULL, account TEXT NOT NULL,
      expires_at BIGINT NOT NULL)
    """,
    "CREATE INDEX provider_intent_expiry ON provider_intent (expires_at)",
    """
    CREATE TABLE provider_delivery (
      id TEXT NOT NULL, provider_id TEXT NOT NULL REFERENCES git_provider (id) ON DELETE CASCADE,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE, position BIGINT NOT NULL,
      event TEXT NOT NULL, repository TEXT, reference TEXT, before_commit TEXT, after_commit TEXT,
      received_at BIGINT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY (provider_id, id))
    """,
    "ALTER TABLE deployable ADD COLUMN provider_id TEXT REFERENCES git_provider (id) ON DELETE SET NULL",
    "CREATE INDEX deployable_provider ON deployable (provider_id)",
    "CREATE INDEX provider_delivery_reference ON provider_delivery (provider_id, repository, reference, position)",
  ]
}
