/// What may be on a server besides services: builds, and networks of one's own.
enum M0031_OnServers: Migration {
  static let version = 31
  static let statements: [SQL] = [
    "ALTER TABLE deployment ADD COLUMN build_server_id TEXT REFERENCES server (id) ON DELETE SET NULL",
    "CREATE INDEX deployment_build_server ON deployment (build_server_id)",
    "ALTER TABLE network ADD COLUMN server_id TEXT REFERENCES server (id) ON DELETE CASCADE",
    "CREATE INDEX network_server ON network (server_id)",
  ]
}
