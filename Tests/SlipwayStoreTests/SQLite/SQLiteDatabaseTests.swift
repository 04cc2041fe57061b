import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct SQLiteDatabaseTests {
  private func database() async throws -> SQLiteDatabase {
    let database = try await SQLiteDatabase.open(path: temporaryPath("test.sqlite"))
    try await database.write { connection in
      try connection.run("CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY, size BIGINT, ratio DOUBLE PRECISION)")
      try connection.run(
        "CREATE TABLE part (id TEXT PRIMARY KEY, thing TEXT NOT NULL REFERENCES thing (id) ON DELETE CASCADE)")
    }
    return database
  }

  @Test func `numbered parameters may repeat and stand in any order`() async throws {
    let database = try await database()
    let part: SQL = "size = \(2)"
    let rows = try await database.write { connection in
      try connection.run(
        "INSERT INTO thing (id, size, ratio) VALUES (\("a"), \(1), \(SQLValue.double(1.5))), (\("b"), \(2), NULL)")
      return try connection.rows("SELECT id, size, ratio FROM thing WHERE \(part) AND id = \("b")")
    }
    #expect(rows.count == 1)
    let expected: [SQLValue] = [.text("b"), .integer(2), .null]
    #expect(rows.first?.values == expected)
  }

  @Test func `a throw undoes everything`() async throws {
    let database = try await database()
    await #expect(throws: SlipwayError.self) {
      try await database.write { connection in
        try connection.run("INSERT INTO thing (id) VALUES ('a')")
        throw SlipwayError(.conflict, "no")
      }
    }
    #expect(try await database.read { try $0.rows("SELECT id FROM thing").isEmpty })
  }

  @Test func `refusals have a kind`() async throws {
    let database = try await database()
    try await database.write { try $0.run("INSERT INTO thing (id) VALUES ('a')") }
    let cases: [(SQL, SQLError.Kind)] = [
      ("INSERT INTO thing (id) VALUES ('a')", .unique), ("INSERT INTO thing (id) VALUES (NULL)", .notNull),
      ("INSERT INTO part (id, thing) VALUES ('p', 'nothing')", .foreignKey), ("SELECT nonsense", .other),
    ]
    for (sql, kind) in cases {
      await #expect { try await database.write { try $0.run(sql) } } throws: { ($0 as? SQLError)?.kind == kind }
    }
  }

  @Test func `a reading body cannot write`() async throws {
    let database = try await database()
    await #expect(throws: SQLError.self) {
      try await database.read { try $0.run("INSERT INTO thing (id) VALUES ('a')") }
    }
  }

  @Test(arguments: hostileTexts) func `any text comes back as it was`(text: String) async throws {
    let database = try await database()
    let back: String? = try await database.write { connection in
      try connection.run("INSERT INTO thing (id) VALUES (\(text))")
      return try connection.row("SELECT id FROM thing WHERE id = \(text)")?["id"]
    }
    #expect(back == text)
  }

  @Test func `NUL is refused`() async throws {
    let database = try await database()
    await #expect(throws: SlipwayError.self) {
      try await database.write { try $0.run("INSERT INTO thing (id) VALUES (\("a\0b"))") }
    }
  }

  @Test func `readers go on while a writer writes`() async throws {
    let database = try await database()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 {
        group.addTask {
          _ = try await database.write { try $0.run("INSERT INTO thing (id) VALUES (\("t\(number)"))") }
        }
        group.addTask { _ = try await database.read { try $0.rows("SELECT * FROM thing") } }
      }
      try await group.waitForAll()
    }
    #expect(try await database.read { try $0.rows("SELECT id FROM thing").count } == 50)
  }

  @Test func `only the owner may read the file`() async throws {
    let path = try temporaryPath("test.sqlite")
    let database = try await SQLiteDatabase.open(path: path)
    try await database.write { try $0.run("CREATE TABLE thing (id TEXT)") }
    for file in [path, path + "-wal"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    try database.close()
  }

  @Test func `what is no database is refused with its reason`() async throws {
    let path = try temporaryPath("test.sqlite")
    try Data(String(repeating: "This is not a database. ", count: 100).utf8).write(to: URL(fileURLWithPath: path))
    await #expect { try await SQLiteDatabase.open(path: path) } throws: { ($0 as? SQLError)?.kind == .unreadable }
    await #expect {
      try await SQLiteDatabase.open(path: "/nowhere/at/all/x.sqlite")
    } throws: { ($0 as? SQLError)?.kind == .unreadable }
  }
}
