/// Schedules whose command runs on a server's machine.
enum M0022_ServerSchedules: Migration {
  static let version = 22
  static let statements: [SQL] = [
    "ALTER TABLE schedule ADD COLUMN server_id TEXT REFERENCES server (id) ON DELETE CASCADE",
    "CREATE INDEX schedule_server ON schedule (server_id)",
  ]
}
