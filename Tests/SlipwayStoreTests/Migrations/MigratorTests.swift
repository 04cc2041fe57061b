import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct MigratorTests {
  /// Comes after all that there are.
  private enum Future: Migration {
    static let version = 1000
    static let statements: [SQL] = ["CREATE TABLE tomorrow (id TEXT)"]
  }

  /// Fails half way.
  private enum Broken: Migration {
    static let version = 1001
    static let statements: [SQL] = ["CREATE TABLE later (id TEXT)", "CREATE TABLE nonsense nonsense"]
  }

  private func schema(_ database: SQLiteDatabase) async throws -> [String] {
    try await database.read { connection in
      try connection.rows(
        "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') AS text FROM sqlite_master ORDER BY 1"
      )
      .map { try $0["text"] }
    }
  }

  private static let versions = Migrations.all.map { $0.version }

  @Test func `each version is above the one before it`() {
    #expect(zip(Self.versions, Self.versions.dropFirst()).allSatisfy { $0 < $1 })
    #expect(Self.versions.first == 1 && Store.schemaVersion == Self.versions.last)
  }

  @Test(arguments: 0..<Migrations.all.count)
  func `from each earlier version the schema becomes the same`(version: Int) async throws {
    let fresh = try await SQLiteDatabase.open(path: temporaryPath("fresh.sqlite"))
    #expect(try await Migrator(fresh).run() == Self.versions)
    let old = try await SQLiteDatabase.open(path: temporaryPath("old.sqlite"))
    try await Migrator(old, migrations: Array(Migrations.all.prefix(version))).run()
    #expect(try await Migrator(old).run() == Array(Self.versions.dropFirst(version)))
    #expect(try await schema(old) == schema(fresh))
    #expect(try await Migrator(old).run().isEmpty)
  }

  @Test func `rows of an earlier version are still there`() async throws {
    let database = try await SQLiteDatabase.open(path: temporaryPath("old.sqlite"))
    try await Migrator(database, migrations: Array(Migrations.all.prefix(1))).run()
    try await database.write { try $0.run("INSERT INTO setting (name, value) VALUES ('a', 'b')") }
    try await Migrator(database).run()
    #expect(try await database.read { try $0.rows("SELECT * FROM setting").count } == 1)
  }

  @Test func `what waits to be stopped, started or removed is still known by its job`() async throws {
    let database = try await SQLiteDatabase.open(path: temporaryPath("old.sqlite"))
    try await Migrator(database, migrations: Array(Migrations.all.prefix(6))).run()
    try await database.write { connection in
      for kind in ["stop", "start", "remove"] {
        try connection.run(
          """
          INSERT INTO job (id, position, kind, lane, pool, arguments, state, attempts, available_at, created_at) VALUES
          (\(kind), 1, \(kind), 'application:a', 'upkeep', '{"appName":"x","application":"a"}', 'queued', 0, 0, 0)
          """)
      }
    }
    try await Migrator(database).run()
    let found: [String] = try await database.read { connection in
      try connection.rows("SELECT lane || ' ' || arguments AS text FROM job").map { try $0["text"] }
    }
    #expect(found == Array(repeating: #"deployable:a {"appName":"x","deployable":"a"}"#, count: 3))
  }

  @Test func `of backups with one name the last is the one that is stored`() async throws {
    let database = try await SQLiteDatabase.open(path: temporaryPath("old.sqlite"))
    try await Migrator(database, migrations: Array(Migrations.all.prefix(12))).run()
    try await database.write { connection in
      try connection.run(
        """
        INSERT INTO user_account (id, email, first_name, last_name, password_hash, created_at)
        VALUES ('u', 'u', '', '', '', 0)
        """)
      try connection.run("INSERT INTO organization (id, name, owner_id, created_at) VALUES ('o', 'o', 'u', 0)")
      try connection.run(
        """
        INSERT INTO destination (id, organization_id, name, provider, bucket, region, endpoint, flags, access_key, secrets,
          created_at) VALUES ('d', 'o', 'd', NULL, 'b', '', '', '[]', '', '', 0)
        """)
      for (number, status) in [("1", "done"), ("2", "done"), ("3", "running"), ("4", "queued")] {
        let key = number < "3" ? "first" : "second"
        try connection.run(
          """
          INSERT INTO backup_run (id, organization_id, kind, destination_id, position, status, title, object_key,
            is_stored, created_at, finished_at, is_cancel_requested)
          VALUES (\(number), 'o', 'backup', 'd', \(Int(number) ?? 0), \(status), '', \(key), \(number < "3"), 0, 5, FALSE)
          """)
      }
    }
    try await Migrator(database).run()
    let found: [String] = try await database.read { connection in
      try connection.rows("SELECT id || ' ' || status || ' ' || is_stored AS text FROM backup_run ORDER BY id").map {
        try $0["text"]
      }
    }
    #expect(found == ["1 done 0", "2 done 1", "3 running 0", "4 cancelled 0"])
  }

  @Test func `two at once apply each step once`() async throws {
    let path = try temporaryPath("shared.sqlite")
    let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<2 {
        group.addTask {
          let database = try await SQLiteDatabase.open(path: path)
          return try await Migrator(database).run()
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied.sorted() == Self.versions)
  }

  @Test func `a database of a newer Slipway is refused and left alone`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let database = try await SQLiteDatabase.open(path: path)
    try await Migrator(database, migrations: Migrations.all + [Future.self]).run()
    let before = try await schema(database)
    await #expect {
      try await Store.open(path: path, secrets: testSecrets())
    } throws: { ($0 as? SlipwayError)?.code == .preconditionFailed && "\($0)".contains("1000") }
    #expect(try await schema(database) == before)
  }

  @Test func `a step that fails leaves nothing behind, nor do those before it`() async throws {
    let database = try await SQLiteDatabase.open(path: temporaryPath("broken.sqlite"))
    try await Migrator(database).run()
    let before = try await schema(database)
    await #expect(throws: SQLError.self) {
      try await Migrator(database, migrations: Migrations.all + [Future.self, Broken.self]).run()
    }
    #expect(try await schema(database) == before)
    #expect(try await Migrator(database).run().isEmpty)
  }
}
