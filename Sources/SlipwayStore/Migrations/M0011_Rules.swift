/// What stands around services: redirects, passwords of the proxy, patches; and what an organisation brings along:
/// certificates, registries, tags.
enum M0011_Rules: Migration {
  static let version = 11
  static let statements: [SQL] = ofServices + ofOrganizations

  private static let ofServices: [SQL] = [
    """
    CREATE TABLE redirect (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      deployable_id TEXT NOT NULL REFERENCES deployable (id) ON DELETE CASCADE,
      regex TEXT NOT NULL, replacement TEXT NOT NULL, is_permanent BOOLEAN NOT NULL,
      unique_config_key BIGINT NOT NULL, created_at BIGINT NOT NULL)
    """,
    "CREATE UNIQUE INDEX redirect_config_key ON redirect (unique_config_key)",
    "CREATE INDEX redirect_deployable ON redirect (deployable_id)",
    "CREATE INDEX redirect_organization ON redirect (organization_id)",
    """
    CREATE TABLE basic_auth (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      deployable_id TEXT NOT NULL REFERENCES deployable (id) ON DELETE CASCADE,
      username TEXT NOT NULL, password_hash TEXT NOT NULL, created_at BIGINT NOT NULL)
    """,
    "CREATE UNIQUE INDEX basic_auth_username ON basic_auth (deployable_id, username)",
    "CREATE INDEX basic_auth_organization ON basic_auth (organization_id)",
    """
    CREATE TABLE source_patch (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      deployable_id TEXT NOT NULL REFERENCES deployable (id) ON DELETE CASCADE,
      type TEXT NOT NULL, file_path TEXT NOT NULL, is_enabled BOOLEAN NOT NULL, content TEXT NOT NULL,
      created_at BIGINT NOT NULL, updated_at BIGINT)
    """,
    "CREATE UNIQUE INDEX source_patch_path ON source_patch (deployable_id, file_path)",
    "CREATE INDEX source_patch_organization ON source_patch (organization_id)",
  ]

  private static let ofOrganizations: [SQL] = [
    """
    CREATE TABLE certificate (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      name TEXT NOT NULL, chain TEXT NOT NULL, private_key TEXT NOT NULL, auto_renew BOOLEAN, hosts TEXT NOT NULL,
      not_before BIGINT NOT NULL, not_after BIGINT NOT NULL, created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX certificate_organization ON certificate (organization_id)",
    """
    CREATE TABLE registry (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      name TEXT NOT NULL, image_prefix TEXT, username TEXT NOT NULL, password TEXT NOT NULL, url TEXT NOT NULL,
      created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX registry_organization ON registry (organization_id)",
    """
    CREATE TABLE tag (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      name TEXT NOT NULL, color TEXT, created_at BIGINT NOT NULL)
    """,
    "CREATE UNIQUE INDEX tag_name ON tag (organization_id, name)",
    """
    CREATE TABLE project_tag (
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
      tag_id TEXT NOT NULL REFERENCES tag (id) ON DELETE CASCADE, PRIMARY KEY (project_id, tag_id))
    """,
    "CREATE INDEX project_tag_tag ON project_tag (tag_id)",
    "CREATE INDEX project_tag_organization ON project_tag (organization_id)",
  ]
}
