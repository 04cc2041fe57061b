/// Where backups go, which are made, each run of them with its log, and the recurrences that begin them.
enum M0009_Backups: Migration {
  static let version = 9
  static let statements: [SQL] = [
    """
    CREATE TABLE destination (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      name TEXT NOT NULL, provider TEXT, bucket TEXT NOT NULL, region TEXT NOT NULL, endpoint TEXT NOT NULL,
      flags TEXT NOT NULL, access_key TEXT NOT NULL, secrets TEXT NOT NULL, created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX destination_organization ON destination (organization_id, created_at)",
    """
    CREATE TABLE backup_plan (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      content TEXT NOT NULL, deployable_id TEXT REFERENCES deployable (id) ON DELETE CASCADE,
      destination_id TEXT NOT NULL REFERENCES destination (id), name TEXT NOT NULL, app_name TEXT NOT NULL,
      prefix TEXT NOT NULL, schedule TEXT NOT NULL, time_zone TEXT, keep_latest BIGINT, is_enabled BOOLEAN NOT NULL,
      settings TEXT NOT NULL, credentials TEXT NOT NULL, created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX backup_plan_organization ON backup_plan (organization_id)",
    "CREATE INDEX backup_plan_deployable ON backup_plan (deployable_id)",
    "CREATE INDEX backup_plan_destination ON backup_plan (destination_id)",
    """
    CREATE TABLE backup_run (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      kind TEXT NOT NULL, plan_id TEXT REFERENCES backup_plan (id) ON DELETE SET NULL,
      deployable_id TEXT REFERENCES deployable (id) ON DELETE CASCADE,
      destination_id TEXT REFERENCES destination (id) ON DELETE SET NULL, position BIGINT NOT NULL,
      status TEXT NOT NULL, title TEXT NOT NULL, object_key TEXT NOT NULL, restore TEXT, manifest TEXT,
      is_stored BOOLEAN NOT NULL, created_at BIGINT NOT NULL, started_at BIGINT, finished_at BIGINT, message TEXT,
      is_cancel_requested BOOLEAN NOT NULL)
    """,
    "CREATE INDEX backup_run_organization ON backup_run (organization_id, position)",
    "CREATE INDEX backup_run_plan ON backup_run (plan_id, position)",
    "CREATE INDEX backup_run_deployable ON backup_run (deployable_id, position)",
    "CREATE INDEX backup_run_destination ON backup_run (destination_id)",
    """
    CREATE TABLE backup_log (
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      run_id TEXT NOT NULL REFERENCES backup_run (id) ON DELETE CASCADE,
      sequence BIGINT NOT NULL, first_line BIGINT NOT NULL, lines BIGINT NOT NULL, bytes BIGINT NOT NULL,
      created_at BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (run_id, sequence))
    """,
    """
    CREATE TABLE recurrence (
      kind TEXT NOT NULL, subject TEXT NOT NULL,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      expression TEXT NOT NULL, time_zone TEXT, next_at BIGINT NOT NULL, PRIMARY KEY (kind, subject))
    """,
    "CREATE INDEX recurrence_next ON recurrence (next_at)",
    "CREATE INDEX recurrence_organization ON recurrence (organization_id)",
  ]
}
