/// Machines that are reached by SSH, and each act of setting one up with its log.
enum M0016_Servers: Migration {
  static let version = 16
  static let statements: [SQL] = [
    """
    CREATE TABLE server (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      name TEXT NOT NULL, description TEXT, app_name TEXT NOT NULL, address TEXT NOT NULL, port BIGINT NOT NULL,
      username TEXT NOT NULL, ssh_key_id TEXT REFERENCES ssh_key (id), purpose TEXT NOT NULL, host_key TEXT,
      docker_cleanup BOOLEAN NOT NULL, builds_concurrency BIGINT NOT NULL, is_enabled BOOLEAN NOT NULL,
      observation TEXT, created_at BIGINT NOT NULL)
    """,
    "CREATE INDEX server_organization ON server (organization_id, created_at)",
    "CREATE INDEX server_ssh_key ON server (ssh_key_id)",
    """
    CREATE TABLE server_run (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE, position BIGINT NOT NULL,
      status TEXT NOT NULL, steps TEXT NOT NULL, message TEXT, created_at BIGINT NOT NULL, started_at BIGINT,
      finished_at BIGINT)
    """,
    "CREATE INDEX server_run_organization ON server_run (organization_id)",
    "CREATE INDEX server_run_server ON server_run (server_id, position)",
    """
    CREATE TABLE server_log (
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      run_id TEXT NOT NULL REFERENCES server_run (id) ON DELETE CASCADE,
      sequence BIGINT NOT NULL, first_line BIGINT NOT NULL, lines BIGINT NOT NULL, bytes BIGINT NOT NULL,
      created_at BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (run_id, sequence))
    """,
  ]
}
