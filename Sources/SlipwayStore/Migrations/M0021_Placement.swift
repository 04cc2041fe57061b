/// Where something runs. A server that something runs on cannot be removed: its services would be nowhere. The same port
/// may be published on each machine.
enum M0021_Placement: Migration {
  static let version = 21
  static let statements: [SQL] = [
    "ALTER TABLE deployable ADD COLUMN server_id TEXT REFERENCES server (id)",
    "CREATE INDEX deployable_server ON deployable (server_id)",
    "DROP INDEX published_port_number",
    "CREATE INDEX published_port_number ON published_port (published_port, transport)",
  ]
}
