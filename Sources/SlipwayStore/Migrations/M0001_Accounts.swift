/// Users, organisations and the ways to sign in.
enum M0001_Accounts: Migration {
  static let version = 1
  static let statements: [SQL] = [
    """
    CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)
    """,
    """
    CREATE TABLE user_account (
      id TEXT NOT NULL PRIMARY KEY, email TEXT NOT NULL UNIQUE, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
      password_hash TEXT NOT NULL, created_at BIGINT NOT NULL)
    """,
    """
    CREATE TABLE organization (
      id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,
      owner_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE, created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX organization_owner ON organization (owner_id)",
    """
    CREATE TABLE member (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
      role TEXT NOT NULL, created_at BIGINT NOT NULL, UNIQUE (organization_id, user_id))
    """,
    "CREATE INDEX member_user ON member (user_id)",
    """
    CREATE TABLE session (
      id TEXT NOT NULL PRIMARY KEY, token_digest TEXT NOT NULL UNIQUE,
      user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      expires_at BIGINT NOT NULL, created_at BIGINT NOT NULL, ip_address TEXT NOT NULL, user_agent TEXT NOT NULL)
    """,
    "CREATE INDEX session_owner ON session (user_id)",
    "CREATE INDEX session_organization ON session (organization_id)",
    "CREATE INDEX session_expiry ON session (expires_at)",
    """
    CREATE TABLE api_key (
      id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, prefix TEXT, start TEXT NOT NULL,
      digest TEXT NOT NULL UNIQUE,
      user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      expires_at BIGINT, created_at BIGINT NOT NULL, last_used_at BIGINT, rate_limit_max BIGINT,
      rate_limit_window BIGINT)
    """,
    "CREATE INDEX api_key_user ON api_key (user_id)",
    "CREATE INDEX api_key_organization ON api_key (organization_id)",
  ]
}
