/// Work that outlives the process.
enum M0004_Jobs: Migration {
  static let version = 4
  static let statements: [SQL] = [
    """
    CREATE TABLE job (
      id TEXT NOT NULL PRIMARY KEY, organization_id TEXT REFERENCES organization (id) ON DELETE CASCADE,
      position BIGINT NOT NULL, kind TEXT NOT NULL, lane TEXT, pool TEXT NOT NULL, arguments TEXT NOT NULL,
      state TEXT NOT NULL, attempts BIGINT NOT NULL, lease_owner TEXT, lease_until BIGINT,
      available_at BIGINT NOT NULL, created_at BIGINT NOT NULL, last_error TEXT)
    """,
    "CREATE INDEX job_position ON job (position)",
    "CREATE INDEX job_queued ON job (position) WHERE state = 'queued'",
    "CREATE INDEX job_state ON job (state, lane)",
    "CREATE INDEX job_organization ON job (organization_id)",
    // The lane's promise is kept even if a claim were wrong.
    "CREATE UNIQUE INDEX job_lane_running ON job (lane) WHERE state = 'running'",
  ]
}
