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
        let s3 = try await Self.s3(e2e)
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
          drilled["status"] == "done" && drilled["message"]?.stringValue?.contains("1 tables") == true, "\(drilled)")

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
        #expect(try await e2e.docker.lines("ps", "-aq", "--filter", "label=slipway.role=backup") == [])
        try await second.call("remove", ["deleteVolumes": true])
        await s3.kill9()
      }
    }

    private static func s3(_ e2e: EndToEndFixture) async throws -> EndToEndS3 {
      let gateway = try await e2e.docker.run(
        "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}")
      let s3 = try EndToEndS3(folder: e2e.folder, host: gateway)
      try await s3.start()
      return s3
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

    private static func end(of id: String, _ e2e: EndToEndFixture) async throws -> JSONValue {
      var found = JSONValue.null
      try await eventually("the run \(id) ends", within: .seconds(120)) {
        found = try await e2e.api.query("backup.run", ["runId": id])
        return try found.text("status") != "running"
      }
      return found
    }
  }
}
