package import SlipwayCore

/// Named texts of the installation; nothing secret.
package struct Settings {
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  package func value(_ key: String) throws -> String? {
    try connection.row("SELECT value FROM setting WHERE name = \(key)")?["value"]
  }

  /// - Parameter value: `nil` removes it.
  package func set(_ key: String, _ value: String?) throws {
    guard let value else {
      try connection.run("DELETE FROM setting WHERE name = \(key)")
      return
    }
    try connection.run(
      """
      INSERT INTO setting (name, value) VALUES (\(key), \(value))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }

  /// What an administrator has set; `nil` before the first time.
  package func server() throws -> ServerSettings? {
    try value("server").map { try JSONColumn.decode($0, fallback: ServerSettings(cores: 1, memory: 1 << 30)) }
  }

  /// How this machine is measured; what holds by itself before the first time.
  package func monitoring() throws -> MetricsConfig {
    try value("monitoring").map { try JSONColumn.decode($0, fallback: MetricsConfig()) } ?? MetricsConfig()
  }

  package func save(_ config: MetricsConfig) throws {
    try set("monitoring", try JSONColumn.encode(config))
  }

  package func save(_ settings: ServerSettings) throws {
    try set("server", try JSONColumn.encode(settings))
  }
}
