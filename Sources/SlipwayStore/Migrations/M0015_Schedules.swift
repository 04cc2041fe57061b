/// Commands that are run again and again, and each run of them with its log.
enum M0015_Schedules: Migration {
  static let version = 15
  static let statements: [SQL] = [
    """
    CREATE TABLE schedule (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      place TEXT NOT NULL, deployable_id TEXT REFERENCES deployable (id) ON DELETE CASCADE,
      name TEXT NOT NULL, description TEXT, app_name TEXT NOT NULL, expression TEXT NOT NULL, time_zone TEXT,
      is_enabled BOOLEAN NOT NULL, shell TEXT NOT NULL, settings TEXT NOT NULL, command TEXT NOT NULL,
      created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX schedule_organization ON schedule (organization_id)",
    "CREATE INDEX schedule_deployable ON schedule (deployable_id)",
    """
    CREATE TABLE schedule_run (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      schedule_id TEXT NOT NULL REFERENCES schedule (id) ON DELETE CASCADE, position BIGINT NOT NULL,
      status TEXT NOT NULL, title TEXT NOT NULL, due_at BIGINT, attempt BIGINT NOT NULL, container TEXT, exec TEXT,
      exit_code BIGINT, created_at BIGINT NOT NULL, started_at BIGINT, finished_at BIGINT, message TEXT,
      is_cancel_requested BOOLEAN NOT NULL)
    """,
    "CREATE INDEX schedule_run_organization ON schedule_run (organization_id, position)",
    "CREATE INDEX schedule_run_schedule ON schedule_run (schedule_id, position)",
    "CREATE INDEX schedule_run_active ON schedule_run (position) WHERE status IN ('queued', 'running')",
    """
    CREATE TABLE schedule_log (
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      run_id TEXT NOT NULL REFERENCES schedule_run (id) ON DELETE CASCADE,
      sequence BIGINT NOT NULL, first_line BIGINT NOT NULL, lines BIGINT NOT NULL, bytes BIGINT NOT NULL,
      created_at BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (run_id, sequence))
    """,
  ]
}
