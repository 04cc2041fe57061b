import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Real servers, backed up, destroyed with their volumes, and restored into new ones.
  @Suite struct DatabaseBackupTests {
    /// Text and bytes that a careless pipe would spoil.
    private static let rows = "INSERT INTO t VALUES ('grüße 🚢 \"q\" ''x''', "
    private static let question = "SELECT v, b, (SELECT COUNT(*) FROM t) FROM t"
    /// MariaDB's own default is three bytes of UTF-8.
    private static let names = [Database.Engine.mariadb: "SET NAMES utf8mb4; "]
    private static let table = [
      Database.Engine.postgres: "CREATE TABLE t (v text, b text); ",
      .mariadb: "CREATE TABLE t (v text, b text) CHARACTER SET utf8mb4; ",
    ]

    @Test(.timeLimit(.minutes(8)), arguments: [Database.Engine.postgres, .mariadb])
    func `a dump that was destroyed with its server is there again in a new one`(engine: Database.Engine) async throws
    {
      try await EndToEndFixture.with("backup-\(engine)") { e2e in
        let image = engine == .postgres ? "postgres:15" : "mariadb:10.11"
        let s3 = try await EndToEndS3.start(e2e)
        let destination = try await e2e.api.call("destination.create", s3.destination()).text("destinationId")
        let first = try await EndToEndDatabase.make(engine, image, e2e)
        _ = try await first.deployed()
        let bytes = engine == .postgres ? "encode(decode('00ff0a0d27', 'hex'), 'base64')" : "HEX(0x00ff0a0d27)"
        let names = Self.names[engine] ?? ""
        _ = try await first.ask(names + (Self.table[engine] ?? "") + Self.rows + bytes + ");")
        let before = try await first.ask(names + Self.question)
        let (plan, name) = try await Self.plan(first, engine, destination)
        let manual = engine == .postgres ? "backup.manualBackupPostgres" : "backup.manualBackupMariadb"
        let run = try await e2e.api.call(manual, ["backupId": .string(plan)])
        #expect(run["status"] == "done", "\(run)")
        let key = try run.text("objectKey")
        #expect(s3.objects() == [key, key + ".manifest.json"])

        let drill = try await e2e.api.call("backup.drill", ["backupId": .string(plan)])
        let drilled = try await Self.end(of: try drill.text("deploymentId"), e2e)
        #expect(
          drilled["status"] == "done" && drilled["message"]?.stringValue?.contains("1 table") == true, "\(drilled)")

        try await first.call("remove", ["deleteVolumes": true])
        let second = try await EndToEndDatabase.make(engine, image, e2e)
        _ = try await second.deployed()
        let restore = try await e2e.api.call(
          "backup.restoreBackup",
          [
            "databaseId": .string(second.id), "databaseType": .string(engine.rawValue), "backupType": "database",
            "databaseName": .string(try await second.one().text("databaseName")), "backupFile": .string(key),
            "destinationId": .string(destination),
          ])
        let restored = try await Self.end(of: try restore.text("deploymentId"), e2e)
        #expect(restored["status"] == "done", "\(restored) \(name)")
        #expect(try await second.ask(names + Self.question) == before)
        let mine = "label=slipway.instance=\(e2e.instance)"
        #expect(
          try await e2e.docker.lines("ps", "-aq", "--filter", "label=slipway.role=backup", "--filter", mine) == [])
        try await second.call("remove", ["deleteVolumes": true])
        await s3.kill9()
      }
    }

    @Test(.timeLimit(.minutes(6)))
    func `Redis comes back from its volume at rest, in a new server and in its own`() async throws {
      try await EndToEndFixture.with("backup-redis") { e2e in
        let s3 = try await EndToEndS3.start(e2e)
        let destination = try await e2e.api.call("destination.create", s3.destination()).text("destinationId")
        let first = try await EndToEndDatabase.make(.redis, "redis:7", e2e)
        _ = try await first.deployed()
        _ = try await first.ask("SET v grüße🚢")
        _ = try await first.ask(#"EVAL return(redis.call('SET','b','\0\255\r\n')) 0"#)
        let before = try await Self.content(first)
        let plan = try await Self.volumePlan(first, destination)
        let key = try await Self.backUp(plan, e2e)
        // It was stopped for that, and runs again.
        #expect(try await Self.content(first) == before)

        let input: [String: JSONValue] = [
          "serviceId": .string(first.id), "volumeName": .string("\(first.appName)-data"),
          "backupFileName": .string(key), "destinationId": .string(destination),
        ]
        let asked = try await e2e.api.call("volumeBackups.restore", input.merging(["newName": "Copy"]) { $1 })
        let copied = try await Self.end(of: try asked.text("deploymentId"), e2e)
        #expect(copied["status"] == "done", "\(copied)")
        let copy = try await EndToEndDatabase.existing(try asked.text("serviceId"), .redis, "redis:7", e2e)
        #expect(try await Self.content(copy) == before)

        _ = try await first.ask("FLUSHALL")
        let again = try await e2e.api.call("volumeBackups.restore", input)
        let restored = try await Self.end(of: try again.text("deploymentId"), e2e)
        #expect(restored["status"] == "done", "\(restored)")
        #expect(try await Self.content(first) == before)
        for database in [first, copy] { try await database.call("remove", ["deleteVolumes": true]) }
        await s3.kill9()
      }
    }

    @Test(.timeLimit(.minutes(6)))
    func `a server that is killed in the middle of its dump fails the backup, and the next one succeeds`()
      async throws
    {
      try await EndToEndFixture.with("backup-server-killed") { e2e in
        let s3 = try await EndToEndS3.start(e2e)
        let flags = ["--s3-chunk-size=5M", "--s3-upload-concurrency=1", "--bwlimit=2M"]
        let destination = try await e2e.api.call("destination.create", s3.destination(flags: flags)).text(
          "destinationId")
        let first = try await EndToEndDatabase.make(.postgres, "postgres:15", e2e)
        _ = try await first.deployed()
        _ = try await first.ask(
          "CREATE TABLE t AS SELECT decode(string_agg(md5(random()::text), ''), 'hex') AS v FROM "
            + "generate_series(1, 1500000) AS n GROUP BY n % 100")
        let (plan, _) = try await Self.plan(first, .postgres, destination)
        async let call = e2e.api.answer(to: "backup.manualBackupPostgres", ["backupId": .string(plan)])
        let id = try await Self.running(first)
        try await Task.sleep(for: .seconds(2))
        let container = try #require(try await e2e.docker.containers(of: first.id).first)
        try await e2e.docker.run("kill", "-s", "KILL", container)
        let failed = try await Self.end(of: id, e2e)
        _ = try? await call
        #expect(failed["status"] == "error" && failed["isStored"] == false, "\(failed)")
        let reason = failed["errorMessage"]?.stringValue ?? ""
        #expect(reason.contains("PostgreSQL's server ended in the middle of the dump"), "\(reason)")
        #expect(s3.objects() == [])
        #expect(e2e.leftovers() == [])
        try await eventually("the server is back", within: .seconds(60)) { try await first.ask("SELECT 1") == "1" }
        let again = try await e2e.api.call("backup.manualBackupPostgres", ["backupId": .string(plan)])
        let done = try await Self.end(of: try again.text("deploymentId"), e2e)
        #expect(done["status"] == "done", "\(done)")
        #expect(s3.objects().count == 2)
        try await first.call("remove", ["deleteVolumes": true])
        await s3.kill9()
      }
    }

    @Test(.timeLimit(.minutes(6)))
    func `a restore that is cancelled leaves no program at work in the server's container`() async throws {
      try await EndToEndFixture.with("backup-restore-cancelled") { e2e in
        let s3 = try await EndToEndS3.start(e2e)
        let fast = try await e2e.api.call("destination.create", s3.destination()).text("destinationId")
        let slow = try await e2e.api.call("destination.create", s3.destination(flags: ["--bwlimit=1M"])).text(
          "destinationId")
        let database = try await EndToEndDatabase.make(.postgres, "postgres:15", e2e)
        _ = try await database.deployed()
        _ = try await database.ask(
          "CREATE TABLE t AS SELECT decode(string_agg(md5(random()::text), ''), 'hex') AS v FROM "
            + "generate_series(1, 600000) AS n GROUP BY n % 100")
        let (plan, _) = try await Self.plan(database, .postgres, fast)
        let made = try await e2e.api.call("backup.manualBackupPostgres", ["backupId": .string(plan)])
        let restore = try await e2e.api.call(
          "backup.restoreBackup",
          [
            "databaseId": .string(database.id), "databaseType": "postgres", "backupType": "database",
            "databaseName": .string(try await database.one().text("databaseName")),
            "backupFile": .string(try made.text("objectKey")), "destinationId": .string(slow),
          ]
        ).text("deploymentId")
        let container = try #require(try await e2e.docker.containers(of: database.id).first)
        let isRestoring = { try await e2e.docker.run("top", container).contains("pg_restore") }
        try await eventually("the restore is at work", within: .seconds(90), every: .milliseconds(100)) {
          try await isRestoring()
        }
        try await e2e.api.call("backup.cancelRun", ["runId": .string(restore)])
        #expect(try await Self.end(of: restore, e2e)["state"] == "cancelled")
        #expect(try await !isRestoring())
        #expect(try await database.ask("SELECT COUNT(*) FROM t") == "100")
        try await database.call("remove", ["deleteVolumes": true])
        await s3.kill9()
      }
    }

    @Test(.timeLimit(.minutes(6)))
    func `a dump is restored into a new database in one step, and the old one stays as it is`() async throws {
      try await EndToEndFixture.with("backup-new") { e2e in
        let s3 = try await EndToEndS3.start(e2e)
        let destination = try await e2e.api.call("destination.create", s3.destination()).text("destinationId")
        let first = try await EndToEndDatabase.make(.postgres, "postgres:15", e2e)
        _ = try await first.deployed()
        _ = try await first.ask("CREATE TABLE t (v text); INSERT INTO t VALUES ('then')")
        let (plan, name) = try await Self.plan(first, .postgres, destination)
        let run = try await e2e.api.call("backup.manualBackupPostgres", ["backupId": .string(plan)])
        _ = try await first.ask("UPDATE t SET v = 'now'")
        let asked = try await e2e.api.call(
          "backup.restoreBackup",
          [
            "databaseId": .string(first.id), "databaseType": "postgres", "backupType": "database",
            "databaseName": .string(name), "backupFile": .string(try run.text("objectKey")),
            "destinationId": .string(destination), "newName": "Then",
          ])
        let restored = try await Self.end(of: try asked.text("deploymentId"), e2e)
        #expect(restored["status"] == "done", "\(restored)")
        let copy = try await EndToEndDatabase.existing(try asked.text("serviceId"), .postgres, "postgres:15", e2e)
        #expect(try await copy.one().text("name") == "Then")
        #expect(try await copy.ask("SELECT v FROM t") == "then")
        #expect(try await first.ask("SELECT v FROM t") == "now")

        // Of its volume, with a password that was changed since: said, and not at work for ever.
        let key = try await Self.backUp(try await Self.volumePlan(first, destination), e2e)
        try await first.call("changePassword", ["password": "another-password"])
        let other = try await e2e.api.call(
          "volumeBackups.restore",
          [
            "serviceId": .string(first.id), "volumeName": .string("\(first.appName)-data"),
            "backupFileName": .string(key), "destinationId": .string(destination),
          ])
        let refused = try await Self.end(of: try other.text("deploymentId"), e2e, within: .seconds(240))
        #expect(refused["status"] == "error", "\(refused)")
        #expect(refused["errorMessage"]?.stringValue?.contains("does not come up on it") == true, "\(refused)")
        for database in [first, copy] { try await database.call("remove", ["deleteVolumes": true]) }
        await s3.kill9()
      }
    }

    /// What is in a Redis, as text and by the digest of its bytes.
    private static func content(_ database: EndToEndDatabase) async throws -> [String] {
      [
        try await database.ask("GET v"),
        try await database.ask("EVAL return(redis.sha1hex(redis.call('GET','b'))) 0"),
      ]
    }

    private static func volumePlan(_ database: EndToEndDatabase, _ destination: String) async throws -> String {
      try await database.fixture.api.call(
        "volumeBackups.create",
        [
          "name": "At rest", "volumeName": .string("\(database.appName)-data"), "prefix": "volumes",
          "cronExpression": "0 3 * * *", "destinationId": .string(destination),
          "serviceType": .string(database.engine.rawValue), "\(database.engine)Id": .string(database.id),
          "turnOff": true,
        ]
      ).text("volumeBackupId")
    }

    /// - Returns: the object that a volume backup made.
    private static func backUp(_ plan: String, _ e2e: EndToEndFixture) async throws -> String {
      let run = try await e2e.api.call("volumeBackups.runManually", ["volumeBackupId": .string(plan)])
      let ended = try await end(of: try run.text("deploymentId"), e2e)
      #expect(ended["status"] == "done", "\(ended)")
      return try ended.text("objectKey")
    }

    /// - Returns: the run that is at work for a database.
    private static func running(_ database: EndToEndDatabase) async throws -> String {
      var id = ""
      try await eventually("a run is at work", within: .seconds(30), every: .milliseconds(100)) {
        let found = try await database.fixture.api.query("backup.byService", ["serviceId": database.id])
        guard let run = try found.items("runs").first(where: { $0["state"] == "running" }) else { return false }
        id = try run.text("deploymentId")
        return true
      }
      return id
    }

    private static func plan(
      _ database: EndToEndDatabase, _ engine: Database.Engine, _ destination: String
    ) async throws -> (plan: String, name: String) {
      let name = try await database.one().text("databaseName")
      let plan = try await database.fixture.api.call(
        "backup.create",
        [
          "schedule": "0 3 * * *", "prefix": "daily", "destinationId": .string(destination),
          "database": .string(name),
          "databaseType": .string(engine.rawValue), "\(engine.rawValue)Id": .string(database.id),
        ]
      ).text("backupId")
      return (plan, name)
    }

    private static func end(
      of id: String, _ e2e: EndToEndFixture, within limit: Duration = .seconds(120)
    ) async throws -> JSONValue {
      var found = JSONValue.null
      try await eventually("the run \(id) ends", within: limit) {
        found = try await e2e.api.query("backup.run", ["runId": id])
        return try found.text("status") != "running"
      }
      return found
    }
  }
}
