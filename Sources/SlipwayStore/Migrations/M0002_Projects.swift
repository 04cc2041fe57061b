/// Projects, environments, applications and what belongs to them.
enum M0002_Projects: Migration {
  static let version = 2
  static let statements: [SQL] = containers + [applications] + applicationIndexes + parts

  private static let containers: [SQL] = [
    """
    CREATE TABLE project (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      name TEXT NOT NULL, description TEXT, created_at BIGINT NOT NULL, env TEXT NOT NULL)
    """,
    "CREATE INDEX project_organization ON project (organization_id, created_at)",
    """
    CREATE TABLE environment (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
      name TEXT NOT NULL, description TEXT, is_default BOOLEAN NOT NULL, created_at BIGINT NOT NULL,
      env TEXT NOT NULL)
    """,
    "CREATE INDEX environment_project ON environment (project_id)",
    "CREATE INDEX environment_organization ON environment (organization_id)",
    """
    CREATE TABLE ssh_key (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      name TEXT NOT NULL, description TEXT, public_key TEXT NOT NULL, private_key TEXT NOT NULL,
      created_at BIGINT NOT NULL, last_used_at BIGINT)
    """,
    "CREATE INDEX ssh_key_organization ON ssh_key (organization_id)",
  ]

  // What lists show comes first: SQLite reads a row from its beginning and need not touch the rest.
  private static let applications: SQL = """
    CREATE TABLE application (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      environment_id TEXT NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
      name TEXT NOT NULL, app_name TEXT NOT NULL UNIQUE, description TEXT, status TEXT NOT NULL,
      created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, auto_deploy BOOLEAN NOT NULL,
      is_stopped BOOLEAN NOT NULL, icon TEXT, refresh_token_digest TEXT NOT NULL UNIQUE,
      refresh_token TEXT NOT NULL, source TEXT NOT NULL, build TEXT NOT NULL, runtime TEXT NOT NULL,
      secrets TEXT NOT NULL)
    """

  private static let applicationIndexes: [SQL] = [
    "CREATE INDEX application_organization ON application (organization_id, created_at)",
    "CREATE INDEX application_environment ON application (environment_id, created_at)",
  ]

  private static let parts: [SQL] = [
    """
    CREATE TABLE domain (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
      host TEXT NOT NULL, path TEXT NOT NULL, internal_path TEXT NOT NULL, strip_path BOOLEAN NOT NULL,
      port BIGINT NOT NULL, https BOOLEAN NOT NULL, certificate_type TEXT NOT NULL, custom_cert_resolver TEXT,
      custom_entrypoint TEXT, middlewares TEXT NOT NULL, is_enabled BOOLEAN NOT NULL,
      unique_config_key BIGINT NOT NULL, created_at BIGINT NOT NULL)
    """,
    "CREATE UNIQUE INDEX domain_config_key ON domain (unique_config_key)",
    "CREATE INDEX domain_application ON domain (application_id)",
    "CREATE INDEX domain_organization ON domain (organization_id)",
    "CREATE INDEX domain_host ON domain (host, path)",
    """
    CREATE TABLE mount (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
      type TEXT NOT NULL, host_path TEXT, volume_name TEXT, file_path TEXT, content TEXT, mount_path TEXT NOT NULL)
    """,
    "CREATE INDEX mount_application ON mount (application_id)",
    "CREATE INDEX mount_organization ON mount (organization_id)",
    """
    CREATE TABLE published_port (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
      published_port BIGINT NOT NULL, target_port BIGINT NOT NULL, mode TEXT NOT NULL, transport TEXT NOT NULL)
    """,
    "CREATE UNIQUE INDEX published_port_number ON published_port (published_port, transport)",
    "CREATE INDEX published_port_application ON published_port (application_id)",
    "CREATE INDEX published_port_organization ON published_port (organization_id)",
  ]
}
