import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// A database on a server with its backups, and a stack on the server's own Swarm.
  @Suite struct DataPlacementTests {
    @Test(.timeLimit(.minutes(8)))
    func `a database on a server is backed up, drilled and restored, and a stack runs on the Swarm there`()
      async throws
    {
      try await SecondMachine.with { machine in
        try await EndToEndFixture.with("data-away") { e2e in
          let server = try await machine.add(e2e, key: try await machine.addKey(e2e))
          try await machine.confirm(e2e, server)
          for image in ["traefik:v3.7", "busybox:latest", "postgres:15"] { try await machine.script("image", image) }
          #expect(try await machine.setUp(e2e, server).text("state") == "done")
          let project = try await e2e.api.call("project.create", ["name": "Away"])
          let environment = try (project["environment"] ?? .null).text("environmentId")
          let place = Place(e2e: e2e, machine: machine, server: server, environment: environment)
          try await networks(place)
          try await database(place)
          try await stack(place)
        }
      }
    }

    /// Where the services of the test are.
    private struct Place {
      let e2e: EndToEndFixture
      let machine: SecondMachine
      let server: String
      let environment: String

      /// What the machine's own Docker Engine says.
      func docker(_ words: [String]) async throws -> String {
        try await EndToEndCommand.run(machine.words + ["docker"] + words)
          .trimmingCharacters(in: .whitespacesAndNewlines)
      }

      /// Asks as another service there does.
      func ask(_ database: EndToEndDatabase, _ question: String) async throws -> String {
        let row = try await database.one()
        return try await docker(
          [
            "run", "--rm", "--network", "\(e2e.instance)-network", "-e",
            "PGPASSWORD=\(try row.text("databasePassword"))",
          ]
            + ["postgres:15", "psql", "-h", database.appName, "-U", "anna", "-d", "shop", "-tAc", question])
      }

      func newDatabase(_ name: String) async throws -> EndToEndDatabase {
        let row = try await e2e.api.call(
          "postgres.create",
          [
            "name": .string(name), "environmentId": .string(environment), "dockerImage": "postgres:15",
            "databaseName": "shop", "databaseUser": "anna", "databasePassword": "", "serverId": .string(server),
          ])
        let database = try await EndToEndDatabase.existing(
          try row.text("postgresId"), .postgres, "postgres:15", e2e)
        try await database.call(
          "update", ["updateConfigSwarm": ["Parallelism": 1, "Order": "stop-first", "Monitor": 500_000_000]])
        _ = try await database.deployed()
        return database
      }

      func end(of run: JSONValue) async throws -> JSONValue {
        let id = try run.text("deploymentId")
        var found = JSONValue.null
        try await eventually("the run \(id) ends", within: .seconds(120)) {
          found = try await e2e.api.query("backup.run", ["runId": id])
          return try found.text("status") != "running"
        }
        return found
      }
    }

    /// Of the organisation's own, made there; they are listed with their machine only.
    private func networks(_ place: Place) async throws {
      let api = place.e2e.api
      let made = try await api.call(
        "network.create", ["name": "backend", "serverId": .string(place.server), "internal": true])
      #expect(try made.text("serverId") == place.server)
      #expect(try await place.docker(["network", "ls", "--format", "{{.Name}}"]).contains("backend"))
      #expect(try await api.query("network.all", ["serverId": place.server]).arrayValue?.count == 1)
      #expect(try await api.query("network.all").arrayValue?.isEmpty == true)
      let id = try made.text("networkId")
      #expect(try await api.query("network.inspect", ["networkId": id])["Name"] == "backend")
      let here = try await place.e2e.application("Here")
      let refused = try await api.answer(
        to: "application.update", ["applicationId": .string(here.id), "networkSwarm": [["Target": "backend"]]])
      #expect(refused.status == 400, "\(refused.body)")
      let there = try await place.e2e.application("There", environment: place.environment, on: place.server)
      try await there.update(["networkSwarm": [["Target": "backend"]]])
      _ = try await place.docker(["network", "rm", "backend"])
      let lost = try await api.query("network.networksToSync", ["serverId": place.server])
      #expect(lost["missing"] == ["backend"], "\(lost)")
      try await api.call("network.recreate", ["networkId": .string(id)])
      try await api.call("network.remove", ["networkId": .string(id)])
      #expect(try await !place.docker(["network", "ls", "--format", "{{.Name}}"]).contains("backend"))
      try await api.call("application.delete", ["applicationId": .string(there.id)])
    }

    private func database(_ place: Place) async throws {
      let (e2e, api) = (place.e2e, place.e2e.api)
      let s3 = try await EndToEndS3.start(e2e)
      let destination = try await api.call("destination.create", s3.destination()).text("destinationId")
      let first = try await place.newDatabase("first")
      _ = try await place.ask(first, "CREATE TABLE t (v text); INSERT INTO t VALUES ('grüße')")
      let plan = try await api.call(
        "backup.create",
        [
          "schedule": "0 3 * * *", "prefix": "daily", "destinationId": .string(destination), "database": "shop",
          "databaseType": "postgres", "postgresId": .string(first.id),
        ]
      ).text("backupId")
      let run = try await api.call("backup.manualBackupPostgres", ["backupId": .string(plan)])
      #expect(run["status"] == "done", "\(run)")
      let drilled = try await place.end(of: try await api.call("backup.drill", ["backupId": .string(plan)]))
      #expect(
        drilled["status"] == "done" && drilled["message"]?.stringValue?.contains("1 table") == true, "\(drilled)")
      try await first.call("remove", ["deleteVolumes": true])
      let second = try await place.newDatabase("second")
      let restore = try await api.call(
        "backup.restoreBackup",
        [
          "databaseId": .string(second.id), "databaseType": "postgres", "backupType": "database",
          "databaseName": "shop", "backupFile": .string(try run.text("objectKey")),
          "destinationId": .string(destination),
        ])
      let restored = try await place.end(of: restore)
      #expect(restored["status"] == "done", "\(restored)")
      #expect(try await place.ask(second, "SELECT v FROM t") == "grüße")
      #expect(try await place.docker(["ps", "-aq", "--filter", "label=slipway.role=backup"]).isEmpty)
      #expect(try await e2e.docker.services().isEmpty)
      try await second.call("remove", ["deleteVolumes": true])
      await s3.kill9()
    }

    private static func compose(_ text: String) -> String {
      """
      services:
        web:
          image: busybox:latest
          command: ["sh", "-c", "mkdir /w; echo \(text) >/w/index.html; exec httpd -f -p 8080 -h /w"]
          stop_grace_period: 1s
          volumes: ["data:/data"]
          deploy: {replicas: 2}
      volumes:
        data: {}
      """
    }

    private func stack(_ place: Place) async throws {
      let (e2e, api) = (place.e2e, place.e2e.api)
      let row = try await api.call(
        "compose.create",
        [
          "name": "Spread", "environmentId": .string(place.environment), "composeType": "stack",
          "composeFile": .string(Self.compose("one")), "serverId": .string(place.server),
        ])
      let stack = EndToEndStack(fixture: e2e, id: try row.text("composeId"), appName: try row.text("appName"))
      let host = "web.\(stack.appName).test"
      try await stack.addDomain(host, service: "web")
      for text in ["one", "two"] {
        try await stack.update(["composeFile": .string(Self.compose(text))])
        try await stack.deployed()
        try await eventually("\(host) answers \(text) from the server", within: .seconds(30)) {
          try await EndToEndCommand.run([
            "curl", "-s", "-m", "5", "-H", "Host: \(host)", "http://\(place.machine.address):\(e2e.ports.http)/",
          ]).contains(text)
        }
      }
      #expect(try await place.docker(["service", "ls", "--format", "{{.Name}} {{.Replicas}}"]).contains("2/2"))
      #expect(try await e2e.docker.services().isEmpty)
      try await stack.call("stop")
      try await stack.call("start")
      let log = try await api.query("compose.state", ["composeId": stack.id])
      #expect(try (log["state"] ?? .null).items("services").map { $0["running"] } == [2], "\(log)")
      try await stack.call("delete", ["deleteVolumes": true])
      #expect(try await place.docker(["ps", "-aq", "--filter", "label=slipway.deployable=\(stack.id)"]).isEmpty)
      #expect(try await !place.docker(["service", "ls", "--format", "{{.Name}}"]).contains(stack.appName))
      #expect(try await place.docker(["volume", "ls", "-q", "--filter", "name=\(stack.appName)"]).isEmpty)
    }
  }
}
