/// What is kept of services' output, and what the proxy was asked.
enum M0025_Logs: Migration {
  static let version = 25
  static let statements: [SQL] = [
    """
    CREATE TABLE log_segment (
      id TEXT NOT NULL PRIMARY KEY,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      deployable_id TEXT NOT NULL REFERENCES deployable (id) ON DELETE CASCADE,
      deployment_id TEXT, service TEXT NOT NULL, container TEXT NOT NULL, name TEXT NOT NULL, number BIGINT NOT NULL,
      first_at BIGINT NOT NULL, last_at BIGINT NOT NULL, lines BIGINT NOT NULL, bytes BIGINT NOT NULL,
      created_at BIGINT NOT NULL, UNIQUE (container, number))
    """,
    "CREATE INDEX log_segment_organization ON log_segment (organization_id, last_at)",
    "CREATE INDEX log_segment_deployable ON log_segment (deployable_id, last_at)",
    """
    CREATE TABLE request_count (
      domain_id TEXT NOT NULL REFERENCES domain (id) ON DELETE CASCADE,
      organization_id TEXT NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
      span BIGINT NOT NULL, started_at BIGINT NOT NULL, classes TEXT NOT NULL, bytes BIGINT NOT NULL,
      latencies TEXT NOT NULL, paths TEXT NOT NULL, PRIMARY KEY (domain_id, span, started_at))
    """,
    "CREATE INDEX request_count_organization ON request_count (organization_id, span, started_at)",
  ]
}
