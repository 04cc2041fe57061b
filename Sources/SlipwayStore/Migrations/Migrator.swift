import Foundation
import SlipwayCore

/// Brings a database's schema up to this version, forwards only.
///
/// All steps are one write transaction: of two processes that try at once, one waits for one commit of the other, and
/// an upgrade that fails half-way leaves the database as it was for the version that knows it.
package struct Migrator: Sendable {
  private let database: any SQLDatabase
  private let migrations: [any Migration.Type]

  package init(_ database: any SQLDatabase, migrations: [any Migration.Type] = Migrations.all) {
    self.database = database
    self.migrations = migrations
  }

  /// - Returns: the versions that were applied now.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when the database is of a newer Slipway.
  @discardableResult
  package func run() async throws -> [Int] {
    let (known, migrations) = (newestKnown, migrations)
    return try await database.write { connection in
      let version = try Migrator.prepare(connection)
      try Migrator.refuseNewer(than: known, version)
      let missing = migrations.filter { $0.version > version }
      for migration in missing { try Migrator.apply(migration, to: connection) }
      return missing.map { $0.version }
    }
  }

  /// - Throws: ``SlipwayError`` `preconditionFailed` when there is anything to bring up to date.
  package func requireCurrent() async throws {
    let known = newestKnown
    let version = try await database.write { try Migrator.prepare($0) }
    try Migrator.refuseNewer(than: known, version)
    guard version < known else { return }
    throw SlipwayError(
      .preconditionFailed,
      "This Slipway is newer than the `slipway serve` that is running: restart that one first, it updates the database."
    )
  }

  /// Makes the tables of this version in an empty database, within the caller's transaction.
  static func prepareEmpty(_ connection: any SQLConnection) throws {
    _ = try prepare(connection)
    for migration in Migrations.all { try apply(migration, to: connection) }
  }

  private var newestKnown: Int { migrations.map { $0.version }.max() ?? 0 }

  /// Makes the table of applied versions when there is none.
  /// - Returns: the version that the database has; 0 for an empty one.
  private static func prepare(_ connection: any SQLConnection) throws -> Int {
    guard try connection.row(connection.dialect.tableExists("schema_migrations")) != nil else {
      try connection.run(
        """
        CREATE TABLE schema_migrations (
          version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """)
      return 0
    }
    let newest = try connection.row("SELECT MAX(version) AS version FROM schema_migrations")
    let version: Int? = try newest?["version"]
    return version ?? 0
  }

  private static func refuseNewer(than known: Int, _ version: Int) throws {
    guard version <= known else {
      throw SlipwayError(
        .preconditionFailed,
        "The database has schema version \(version), but this Slipway knows only \(known). "
          + "Start the newer Slipway that used it last, or restore a backup from before the upgrade.")
    }
  }

  private static func apply(_ migration: any Migration.Type, to connection: any SQLConnection) throws {
    for statement in migration.statements { try connection.run(statement) }
    try connection.run(
      """
      INSERT INTO schema_migrations (version, name, applied_at)
      VALUES (\(migration.version), \(String(describing: migration)), \(Date()))
      """)
  }
}
