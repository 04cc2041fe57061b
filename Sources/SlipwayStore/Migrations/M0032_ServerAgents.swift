/// How servers are measured.
enum M0032_ServerAgents: Migration {
  static let version = 32
  static let statements: [SQL] = [
    """
    CREATE TABLE server_agent (
      id TEXT NOT NULL PRIMARY KEY REFERENCES server (id) ON DELETE CASCADE, token TEXT NOT NULL, config TEXT NOT NULL,
      heard_alert BIGINT NOT NULL, is_placed BOOLEAN NOT NULL, problem TEXT)
    """
  ]
}
