import Foundation
import SlipwayStore
import SlipwayTesting
import Testing

/// What every database behind the seam must do alike; a second driver is one more case here.
@Suite struct StoreContractTests {
  /// The drivers that there are.
  enum Driver: String, CaseIterable, Sendable {
    case sqlite, postgres

    func open() async throws -> any SQLDatabase {
      switch self {
      case .sqlite: try await SQLiteDatabase.open(path: temporaryPath("contract.sqlite"))
      case .postgres: try await PostgresDatabase.open(TestPostgres.address())
      }
    }
  }

  private func migrated(_ driver: Driver) async throws -> any SQLDatabase {
    let database = try await driver.open()
    try await Migrator(database).run()
    return database
  }

  @Test(arguments: Driver.allCases) func `the dialect finds its tables`(driver: Driver) async throws {
    let database = try await migrated(driver)
    try await database.read { connection throws in
      #expect(try connection.row(connection.dialect.tableExists("deployable")) != nil)
      #expect(try connection.row(connection.dialect.tableExists("nothing")) == nil)
    }
  }

  @Test(arguments: Driver.allCases) func `an upsert overwrites and returns`(driver: Driver) async throws {
    let database = try await migrated(driver)
    let values: [String] = try await database.write { connection in
      try ["1", "2"].map { value in
        let row = try connection.row(
          """
          INSERT INTO setting (name, value) VALUES (\("n"), \(value))
          ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING value
          """)
        return try row?["value"] ?? ""
      }
    }
    #expect(values == ["1", "2"])
  }

  @Test(arguments: Driver.allCases) func `every table has its organisation and an index that leads there`(
    driver: Driver
  ) async throws {
    guard driver == .sqlite else { return }
    let database = try await migrated(driver)
    let tables: [String] = try await database.read { connection throws in
      try connection.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%REFERENCES %deployable% (id)%'"
      ).map { try $0["name"] }
    }
    #expect(tables.count >= 6)
    for table in tables {
      let columns: [String] = try await database.read { connection throws in
        try connection.rows("SELECT name FROM pragma_table_info(\(table))").map { try $0["name"] }
      }
      #expect(columns.contains("organization_id"), "\(table)")
    }
  }

  @Test(arguments: Driver.allCases) func `NULL, truth and large numbers survive`(driver: Driver) async throws {
    let database = try await migrated(driver)
    let row = try await database.read { connection throws in
      try connection.row(
        """
        SELECT CAST(\(Int.max) AS BIGINT) AS large, CAST(\(Int.min) AS BIGINT) AS small, TRUE AS yes,
          CAST(\(nil as String?) AS TEXT) AS absent, CAST(\("$1 ? :x") AS TEXT) AS text
        """)
    }
    let found = try #require(row)
    let (large, small, yes): (Int, Int, Bool) = (try found["large"], try found["small"], try found["yes"])
    let (nothing, text): (String?, String) = (try found["absent"], try found["text"])
    #expect(large == .max && small == .min && yes && nothing == nil && text == "$1 ? :x")
  }
}
