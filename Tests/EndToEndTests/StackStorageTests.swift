import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct StackStorageTests {
    /// A server that ends badly when another one is at work on its volume.
    private static func keeper(_ name: String, fails: Bool = false) -> String {
      """
      services:
        \(name):
          image: busybox:latest
          command: ["sh", "-c", "if [ -e /kept/mark ]; then exit 9; fi; trap 'rm /kept/mark; exit 0' TERM; touch /kept/mark; while :; do sleep 1 & wait $$!; done"]
          volumes: ["kept:/kept"]
      \(fails ? "  broken: {image: 'busybox:latest', command: 'false', healthcheck: {test: [CMD, 'true']}}" : "")
      volumes:
        kept: {}
      """
    }

    @Test(.timeLimit(.minutes(4)), arguments: StackSettings.Kind.allCases)
    func `a volume that another service takes over is never written by two`(kind: StackSettings.Kind) async throws {
      try await EndToEndFixture.with("stack-volume-\(kind.rawValue)") { e2e in
        let stack = try await e2e.stack(Self.keeper("first"), type: kind.rawValue)
        try await stack.deployed()
        try await stack.update(["composeFile": .string(Self.keeper("second"))])
        let log = try await stack.log(of: try await stack.deployed())
        #expect(log.contains("first stops first"), "\(log)")
        // A failure brings the service before back: again one after the other.
        try await stack.update(["composeFile": .string(Self.keeper("third", fails: true))])
        let failed = try await stack.end(of: try await stack.deploy())
        #expect(failed["status"] == "error")
        let state = try await e2e.api.query("compose.state", ["composeId": stack.id])
        let services = try (state["state"] ?? .null).items("services")
        #expect(services.map { $0["name"] } == ["second"] && services.map { $0["running"] } == [1], "\(state)")
        try await stack.call("delete", ["deleteVolumes": true])
      }
    }

    @Test(.timeLimit(.minutes(3)))
    func
      `a database's volume is mounted by no stack, and what a container puts into the folder of files leads nowhere`()
      async throws
    {
      try await EndToEndFixture.with("stack-mounts") { e2e in
        let database = try await EndToEndDatabase.make(.redis, "redis:7", e2e)
        _ = try await database.deployed()
        let mounts = try await database.one().items("mounts")
        let names = mounts.compactMap { $0["volumeName"]?.stringValue }
        let volume = try #require(names.first)
        let thief = try await e2e.stack(
          """
          services: {a: {image: 'busybox:latest', command: sleep 1000, volumes: ['data:/data']}}
          volumes: {data: {external: true, name: \(volume)}}
          """, name: "Thief")
        let refused = try await thief.end(of: try await thief.deploy())
        #expect(refused["status"] == "error")
        #expect(refused["errorMessage"]?.stringValue?.contains(volume) == true, "\(refused)")
        try await database.call("remove", ["deleteVolumes": true])
        try await others(e2e, thief)
        try await links(e2e)
      }
    }

    /// What carries another organisation's mark is not mounted, and another service's name is not taken.
    private func others(_ e2e: EndToEndFixture, _ stack: EndToEndStack) async throws {
      let volume = "\(e2e.instance)-others"
      _ = try await e2e.docker.run("volume", "create", "--label", "slipway.organization=other", volume)
      try await stack.update([
        "composeFile": .string(
          """
          services: {a: {image: 'busybox:latest', command: sleep 1000, volumes: ['data:/data']}}
          volumes: {data: {external: true, name: \(volume)}}
          """)
      ])
      let refused = try await stack.end(of: try await stack.deploy())
      #expect(refused["errorMessage"]?.stringValue?.contains(volume) == true, "\(refused)")
      _ = try await e2e.docker.run("volume", "rm", volume)

      let application = try await e2e.application()
      try await stack.update([
        "composeFile": .string(
          """
          services:
            \(application.appName):
              {image: 'busybox:latest', command: httpd -f -p 8080, networks: [dokploy-network]}
          networks: {dokploy-network: {external: true}}
          """)
      ])
      let posing = try await stack.end(of: try await stack.deploy())
      #expect(posing["errorMessage"]?.stringValue?.contains("another service's name") == true, "\(posing)")
    }

    private func links(_ e2e: EndToEndFixture) async throws {
      let stack = try await e2e.stack(
        """
        services:
          a: {image: 'busybox:latest', command: [sh, -c, 'ln -s /etc /f/out; exec sleep 1000'], volumes: ['../files:/f'], stop_grace_period: 1s}
        """)
      try await stack.deployed()
      let name = "slipway-canary-\(e2e.instance)"
      let mount = try await e2e.api.call(
        "mounts.create",
        [
          "type": "file", "serviceType": "compose", "serviceId": .string(stack.id),
          "filePath": .string("out/\(name)"),
          "mountPath": .string("/\(name)"), "content": "canary",
        ])
      let written = try await stack.end(of: try await stack.deploy())
      #expect(written["status"] == "error" && !FileManager.default.fileExists(atPath: "/etc/\(name)"), "\(written)")
      try await e2e.api.call("mounts.remove", ["mountId": .string(try mount.text("mountId"))])
      try await stack.update([
        "composeFile":
          "services: {b: {image: 'busybox:latest', command: sleep 1000, volumes: ['../files/out:/x:ro']}}"
      ])
      let bound = try await stack.end(of: try await stack.deploy())
      #expect(bound["errorMessage"]?.stringValue?.contains("link") == true, "\(bound)")
    }

    @Test(.timeLimit(.minutes(6)))
    func `a stack's database, its volume and its folder come back from their backups`() async throws {
      try await EndToEndFixture.with("stack-backup") { e2e in
        let s3 = try await EndToEndS3.start(e2e)
        let destination = try await e2e.api.call("destination.create", s3.destination()).text("destinationId")
        let stack = try await e2e.stack(
          """
          services:
            db:
              image: postgres:15
              # The stand-in for the image does not read the file by itself.
              entrypoint: [sh, -c, "export POSTGRES_PASSWORD=$$(cat /run/secrets/pw); exec postgres.sh postgres"]
              environment: {POSTGRES_PASSWORD_FILE: /run/secrets/pw}
              secrets: [pw]
              healthcheck: {test: [CMD-SHELL, pg_isready -h 127.0.0.1 -U postgres], interval: 1s, retries: 60}
              volumes: ["data:/var/lib/postgresql/data", "./notes:/notes"]
          volumes: {data: {}}
          secrets: {pw: {file: ../files/pw}}
          """)
        try await e2e.api.call(
          "mounts.create",
          [
            "type": "file", "serviceType": "compose", "serviceId": .string(stack.id), "filePath": "pw",
            "mountPath": "/pw", "content": "stack-canary\n",
          ])
        try await stack.deployed()
        _ = try await ask("CREATE TABLE t (v text); INSERT INTO t VALUES ('grüße 🚢');", stack)
        try await dump(e2e, stack, destination)
        try await volume(e2e, stack, destination)
        try await folder(e2e, stack, destination)
        await s3.kill9()
        try await stack.call("delete", ["deleteVolumes": true])
      }
    }

    private func dump(_ e2e: EndToEndFixture, _ stack: EndToEndStack, _ destination: String) async throws {
      let plan = try await e2e.api.call(
        "backup.create",
        [
          "schedule": "0 3 * * *", "prefix": "stack", "destinationId": .string(destination), "database": "postgres",
          "databaseType": "postgres", "backupType": "compose", "composeId": .string(stack.id), "serviceName": "db",
        ]
      ).text("backupId")
      let run = try await e2e.api.call("backup.manualBackupCompose", ["backupId": .string(plan)])
      #expect(run["status"] == "done", "\(run)")
      _ = try await ask("DROP TABLE t;", stack)
      let restore = try await e2e.api.call(
        "backup.restoreBackup",
        [
          "databaseId": .string(stack.id), "databaseType": "postgres", "backupType": "compose",
          "databaseName": "postgres", "backupFile": .string(try run.text("objectKey")),
          "destinationId": .string(destination), "serviceName": "db",
        ])
      let ended = try await end(of: try restore.text("deploymentId"), e2e)
      #expect(ended["status"] == "done", "\(ended)")
      #expect(try await ask("SELECT v FROM t;", stack) == "grüße 🚢")
    }

    private func volume(_ e2e: EndToEndFixture, _ stack: EndToEndStack, _ destination: String) async throws {
      let volume = "\(stack.appName)_data"
      let plan = try await e2e.api.call(
        "volumeBackups.create",
        [
          "name": "Volume", "volumeName": .string(volume), "prefix": "volume", "cronExpression": "0 3 * * *",
          "destinationId": .string(destination), "composeId": .string(stack.id), "serviceName": "db",
          "serviceType": "compose", "turnOff": true,
        ]
      ).text("volumeBackupId")
      let run = try await e2e.api.call("volumeBackups.runManually", ["volumeBackupId": .string(plan)])
      #expect(run["status"] == "done", "\(run)")
      try await eventually("the database answers again", within: .seconds(60)) {
        try await ask("SELECT v FROM t;", stack) == "grüße 🚢"
      }
      _ = try await ask("UPDATE t SET v = 'spoilt';", stack)
      let restore = try await e2e.api.call(
        "volumeBackups.restore",
        [
          "serviceId": .string(stack.id), "volumeName": .string(volume),
          "backupFileName": .string(try run.text("objectKey")), "destinationId": .string(destination),
        ])
      let ended = try await end(of: try restore.text("deploymentId"), e2e)
      #expect(ended["status"] == "done", "\(ended)")
      #expect(try await ask("SELECT v FROM t;", stack) == "grüße 🚢")
    }

    /// What a container writes beside the file, with its owners and links.
    private func folder(_ e2e: EndToEndFixture, _ stack: EndToEndStack, _ destination: String) async throws {
      let write =
        "mkdir -p /notes/sub && echo kept >/notes/sub/a && ln -sf sub/a /notes/l && chown 33:33 /notes/sub/a && chmod 750 /notes"
      let look = "cat /notes/l && stat -c '%u %a' /notes/sub/a /notes && ls -A /notes"
      _ = try await shell(write, stack)
      let before = try await shell(look, stack)
      let plan = try await e2e.api.call(
        "volumeBackups.create",
        [
          "name": "Folder", "volumeName": "./notes", "prefix": "folder", "cronExpression": "0 3 * * *",
          "destinationId": .string(destination), "composeId": .string(stack.id), "serviceName": "db",
          "serviceType": "compose",
        ]
      ).text("volumeBackupId")
      let run = try await e2e.api.call("volumeBackups.runManually", ["volumeBackupId": .string(plan)])
      #expect(run["status"] == "done", "\(run)")
      _ = try await shell("rm -rf /notes/* && touch /notes/new", stack)
      let restore = try await e2e.api.call(
        "volumeBackups.restore",
        [
          "serviceId": .string(stack.id), "volumeName": "./notes",
          "backupFileName": .string(try run.text("objectKey")), "destinationId": .string(destination),
        ])
      let ended = try await end(of: try restore.text("deploymentId"), e2e)
      #expect(ended["status"] == "done", "\(ended)")
      #expect(try await shell(look, stack) == before)
      let foreign = try await e2e.api.answer(
        to: "volumeBackups.restore",
        [
          "serviceId": .string(stack.id), "volumeName": "./../x", "backupFileName": "x/y.tar",
          "destinationId": .string(destination),
        ])
      #expect(foreign.status == 400, "\(foreign.body)")
    }

    private func shell(_ text: String, _ stack: EndToEndStack) async throws -> String {
      let container = try #require(try await stack.fixture.docker.containers(of: stack.id).first)
      // The test's own words, in the test's own container.
      return try await stack.fixture.docker.run("exec", container, "sh", "-c", text)
    }

    private func ask(_ query: String, _ stack: EndToEndStack) async throws -> String {
      let containers = try await stack.fixture.docker.containers(of: stack.id)
      let container = try #require(containers.first)
      return try await stack.fixture.docker.run("exec", container, "psql", "-U", "postgres", "-Atc", query)
        .trimmingSpaces()
    }

    private func end(of id: String, _ e2e: EndToEndFixture) async throws -> JSONValue {
      var found = JSONValue.null
      try await eventually("the run \(id) ends", within: .seconds(120)) {
        found = try await e2e.api.query("backup.run", ["runId": id])
        return try found.text("status") != "running"
      }
      return found
    }
  }
}
