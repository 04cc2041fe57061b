/// Deployments, their steps and logs, and the releases that they made.
enum M0003_Deployments: Migration {
  static let version = 3
  static let statements: [SQL] = [
    """
    CREATE TABLE deployment (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
      position BIGINT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL,
      description TEXT NOT NULL, commit_hash TEXT, release_id TEXT, step TEXT, created_at BIGINT NOT NULL,
      started_at BIGINT, finished_at BIGINT, is_cancel_requested BOOLEAN NOT NULL, error_message TEXT,
      evidence TEXT)
    """,
    "CREATE INDEX deployment_application ON deployment (application_id, position)",
    "CREATE INDEX deployment_organization ON deployment (organization_id, created_at)",
    "CREATE INDEX deployment_active ON deployment (organization_id) WHERE status IN ('queued', 'running')",
    """
    CREATE TABLE deployment_step (
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      deployment_id TEXT NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
      step TEXT NOT NULL, started_at BIGINT NOT NULL, finished_at BIGINT, PRIMARY KEY (deployment_id, step))
    """,
    """
    CREATE TABLE deployment_log (
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      deployment_id TEXT NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
      sequence BIGINT NOT NULL, first_line BIGINT NOT NULL, lines BIGINT NOT NULL, bytes BIGINT NOT NULL,
      created_at BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (deployment_id, sequence))
    """,
    """
    CREATE TABLE release (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
      deployment_id TEXT NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
      position BIGINT NOT NULL, state TEXT NOT NULL, service_name TEXT NOT NULL, image_reference TEXT NOT NULL,
      image_identity TEXT NOT NULL, created_at BIGINT NOT NULL, spec TEXT NOT NULL)
    """,
    "CREATE INDEX release_application ON release (application_id, position)",
    "CREATE INDEX release_deployment ON release (deployment_id)",
    "CREATE INDEX release_organization ON release (organization_id)",
    "CREATE UNIQUE INDEX release_current ON release (application_id) WHERE state = 'current'",
  ]
}
