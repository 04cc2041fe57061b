package import SlipwayCore

/// Carries all that one database holds into another that is empty, and compares both in the end.
package enum StoreMove {
  /// How much was moved.
  package struct Summary: Sendable, Equatable {
    package var tables: Int
    package var rows: Int
  }

  /// From a file of SQLite's to a PostgreSQL server, in one transaction there; the file is only read.
  /// - Parameters:
  ///   - path: the file that nobody serves from meanwhile, of this version.
  ///   - address: of a database in which nothing of Slipway's is yet.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when the database is not empty; `internal` when what arrived is
  ///   not what was sent.
  package static func run(from path: String, to address: Secret) async throws -> Summary {
    do {
      let target = try await PostgresDatabase.open(address)
      defer { try? target.close() }
      try await Migrator(target).run()
      return try await target.write { target in
        try SQLiteDatabase.withFile(path) { try carry(from: $0, to: target) }
      }
    } catch let error as SQLError {
      throw error.slipwayError
    }
  }

  /// - Parameter target: has the tables, and nothing in them.
  static func carry(from source: any SQLConnection, to target: any SQLConnection) throws -> Summary {
    let tables = try MovedTable.all(source)
    for table in tables where try target.row("SELECT 1 AS one FROM \(name: table.name) LIMIT 1") != nil {
      throw SlipwayError(
        .preconditionFailed,
        "The database is not empty: its table '\(table.name)' has rows. Name an empty database, or another schema.")
    }
    var rows = 0
    for table in tables {
      try table.forEachPage(of: source) { page in
        try target.run(table.insertion(of: page))
        rows += page.count
      }
    }
    for table in tables {
      let (sent, arrived) = (try table.digest(source), try table.digest(target))
      guard sent == arrived else {
        throw SlipwayError(
          .internal,
          "The table '\(table.name)' would not arrive as it is: of \(sent.count) rows, \(arrived.count) came. Nothing was changed."
        )
      }
    }
    return Summary(tables: tables.count, rows: rows)
  }
}
