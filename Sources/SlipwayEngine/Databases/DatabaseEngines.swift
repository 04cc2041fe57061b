package import SlipwayCore

/// Every database product that there is.
package enum DatabaseEngines {
  package static let all: [any DatabaseEngine.Type] = [
    PostgresEngine.self, MySQLEngine.self, MariaDBEngine.self, MongoEngine.self, RedisEngine.self, LibSQLEngine.self,
  ]

  /// Those whose clients dump them whole; of the others the volume is backed up.
  package static let dumpable = all.filter { $0.isDumpable }.map { $0.kind }

  package static func engine(_ kind: Database.Engine) -> any DatabaseEngine.Type {
    switch kind {
    case .postgres: PostgresEngine.self
    case .mysql: MySQLEngine.self
    case .mariadb: MariaDBEngine.self
    case .mongo: MongoEngine.self
    case .redis: RedisEngine.self
    case .libsql: LibSQLEngine.self
    }
  }
}
