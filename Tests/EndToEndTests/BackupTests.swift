import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct BackupTests {
    /// An application with a volume, an S3 server, and a volume backup to it.
    struct Scene: Sendable {
      let e2e: EndToEndFixture
      let application: EndToEndApplication
      let s3: EndToEndS3
      let destination: String
      let plan: String
      let volume: String

      static func make(_ e2e: EndToEndFixture, flags: [String] = []) async throws -> Scene {
        let s3 = try await EndToEndS3.start(e2e)
        let application = try await e2e.application()
        let volume = "\(e2e.instance)-data"
        try await application.update([
          "sourceType": "docker", "dockerImage": "busybox:latest", "command": "sleep 100000",
          // The first process of a container does not hear that it should end.
          "stopGracePeriodSwarm": 1_000_000_000,
        ])
        try await application.monitorShortly()
        try await e2e.api.call(
          "mounts.create",
          [
            "type": "volume", "volumeName": .string(volume), "mountPath": "/data", "serviceType": "application",
            "serviceId": .string(application.id),
          ])
        try await application.deployed()
        let destination = try await e2e.api.call("destination.create", s3.destination(flags: flags)).text(
          "destinationId")
        let plan = try await e2e.api.call(
          "volumeBackups.create",
          [
            "name": "Nightly", "volumeName": .string(volume), "prefix": "daily", "cronExpression": "0 3 * * *",
            "destinationId": .string(destination), "applicationId": .string(application.id), "keepLatestCount": 2,
            "serviceType": "application", "turnOff": false,
          ]
        ).text("volumeBackupId")
        return Scene(
          e2e: e2e, application: application, s3: s3, destination: destination, plan: plan, volume: volume)
      }

      func close() async {
        await s3.kill9()
        _ = try? await e2e.api.call("application.stop", ["applicationId": .string(application.id)])
        _ = try? await EndToEndCommand.outcome(of: ["docker", "volume", "rm", "-f", volume])
      }

      /// Within the application's container.
      @discardableResult
      func shell(_ script: String) async throws -> String {
        var container: String?
        try await eventually("the application's container runs", within: .seconds(60)) {
          container = try await e2e.docker.containers(of: application.id).first
          return container != nil
        }
        return try await e2e.docker.run("exec", try #require(container), "sh", "-c", script)
      }

      /// Volumes that a restore of this installation has begun to fill.
      func halfRestored() async throws -> [String] {
        try await e2e.docker.lines(
          "volume", "ls", "-q", "--filter", "label=slipway.instance=\(e2e.instance)", "--filter",
          "name=slipway-restore-")
      }

      func fingerprint() async throws -> String {
        try await shell("cd /data && find . -type f -exec sha256sum {} + | sort && stat -c '%a %u:%g %n' . *")
      }

      func run(_ id: String) async throws -> JSONValue { try await e2e.api.query("backup.run", ["runId": id]) }

      func end(of id: String, within limit: Duration = .seconds(90)) async throws -> JSONValue {
        var found = JSONValue.null
        try await eventually("the run \(id) ends", within: limit) {
          found = try await run(id)
          return try found.text("status") != "running"
        }
        return found
      }

      func backUp() async throws -> JSONValue {
        try await e2e.api.call("volumeBackups.runManually", ["volumeBackupId": .string(plan)])
      }

      func log(_ id: String) async throws -> String {
        try await e2e.api.query("backup.readLogs", ["runId": id]).stringValue ?? ""
      }

      func restore(_ key: String) async throws -> String {
        try await e2e.api.call(
          "volumeBackups.restore",
          [
            "serviceId": .string(application.id), "volumeName": .string(volume), "backupFileName": .string(key),
            "destinationId": .string(destination),
          ]
        ).text("deploymentId")
      }
    }

    static func with(
      _ name: String, flags: [String] = [], _ body: (Scene) async throws -> Void
    ) async throws {
      try await EndToEndFixture.with(name) { e2e in
        let scene = try await Scene.make(e2e, flags: flags)
        do {
          try await body(scene)
          await scene.close()
        } catch {
          await scene.close()
          throw error
        }
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a volume comes back from its backup byte for byte`() async throws {
      try await Self.with("backup-volume") { scene in
        let tested = try await scene.e2e.api.answer(to: "destination.testConnection", scene.s3.destination())
        #expect(tested.status == 200, "\(tested.body)")
        try await scene.shell(
          """
          mkdir /data/sub; head -c 3000000 /dev/urandom >/data/sub/binary; printf 'grüße \\360\\237\\232\\242' >/data/ünicode
          ln -s sub/binary /data/link; chown 1000:33 /data/ünicode; chmod 640 /data/ünicode; chmod 1750 /data
          """)
        let before = try await scene.fingerprint()
        let run = try await scene.backUp()
        #expect(run["status"] == "done" && (run["size"]?.integerValue ?? 0) > 3_000_000, "\(run)")
        let key = try run.text("objectKey")
        #expect(scene.s3.objects() == [key, key + ".manifest.json"])
        let log = try await scene.log(run.text("deploymentId"))
        #expect(log.contains("Done") && !log.contains(EndToEndS3.secretKey))

        let files = try await scene.e2e.api.query(
          "backup.listBackupFiles", ["destinationId": scene.destination, "search": key])
        #expect(files.arrayValue?.first?["Path"] == .string(key))

        try await scene.shell("rm -rf /data/* && echo other >/data/new")
        let restored = try await scene.end(of: try await scene.restore(key))
        #expect(restored["status"] == "done", "\(restored)")
        #expect(try await scene.fingerprint() == before)
        #expect(try await scene.halfRestored() == [])

        // Two are kept; what somebody else put there is not touched.
        let foreign = "\(scene.s3.folder)/\(EndToEndS3.bucket)/\(key.split(separator: "/")[0])/daily/foreign.tar"
        try Data("x".utf8).write(to: URL(fileURLWithPath: foreign))
        for _ in 0..<2 { _ = try await scene.backUp() }
        #expect(scene.s3.objects().filter { $0.hasSuffix(".manifest.json") }.count == 2)
        #expect(!scene.s3.objects().contains(key))
        #expect(FileManager.default.fileExists(atPath: foreign))
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `what fails is said, leaves nothing behind and changes nothing`() async throws {
      try await Self.with("backup-failures") { scene in
        try await scene.shell("echo kept >/data/file; head -c 2000000 /dev/urandom >/data/more")
        let good = try await scene.backUp()
        let key = try good.text("objectKey")
        let before = try await scene.fingerprint()
        let file = "\(scene.s3.folder)/\(EndToEndS3.bucket)/\(key)"

        // A damaged one is refused before anything is touched.
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        for damaged in [whole.prefix(1_000_000), whole.dropLast(2048) + Data(repeating: 1, count: 2048)] {
          try damaged.write(to: URL(fileURLWithPath: file))
          let run = try await scene.end(of: try await scene.restore(key))
          #expect(run["status"] == "error", "\(run)")
          #expect(run["errorMessage"]?.stringValue?.contains("damaged") == true, "\(run)")
          #expect(try await scene.fingerprint() == before)
        }
        let missing = try await scene.end(of: try await scene.restore("no/such.tar"))
        #expect(missing["errorMessage"]?.stringValue?.contains("There is no file") == true, "\(missing)")

        // A bucket that is not there, a key that is not right, a server that is away.
        let refused = try await scene.e2e.api.answer(
          to: "destination.testConnection", scene.s3.destination(bucket: "nobody-made-it"))
        #expect(refused.status >= 400 && refused.body.contains("bucket"), "\(refused.body)")
        var wrong = scene.s3.destination()
        wrong["secretAccessKey"] = "wrong-secret-canary"
        let denied = try await scene.e2e.api.answer(to: "destination.testConnection", wrong)
        #expect(denied.status >= 400 && !denied.body.contains("wrong-secret-canary"), "\(denied.body)")
        await scene.s3.kill9()
        let away = try await scene.e2e.api.answer(
          to: "volumeBackups.runManually", ["volumeBackupId": .string(scene.plan)])
        #expect(away.status >= 400 && away.body.contains("Nobody listens"), "\(away.body)")
        try await scene.s3.start()
        let again = try await scene.backUp()
        #expect(again["status"] == "done", "\(again)")
        #expect(scene.e2e.leftovers() == [])
      }
    }

    @Test(.timeLimit(.minutes(8)))
    func `a backup and a restore that were killed in the middle are finished after the restart`() async throws {
      try await Self.with("backup-killed", flags: ["--bwlimit=4M"]) { scene in
        try await scene.shell("head -c 24000000 /dev/urandom >/data/large")
        let before = try await scene.fingerprint()
        async let call = scene.e2e.api.answer(
          to: "volumeBackups.runManually", ["volumeBackupId": .string(scene.plan)])
        let id = try await Self.running(scene, kind: "backup")
        try await Task.sleep(for: .seconds(2))
        try await scene.e2e.server.kill9()
        _ = try? await call
        #expect(scene.s3.objects().allSatisfy { !$0.hasSuffix(".tar") && !$0.hasSuffix(".json") })
        try await scene.e2e.restart()
        let run = try await scene.end(of: id)
        #expect(run["status"] == "done", "\(run)")
        let key = try run.text("objectKey")
        #expect(scene.s3.objects() == [key, key + ".manifest.json"])

        // The S3 server goes in the middle: said, and the next one succeeds.
        async let lost = scene.e2e.api.answer(
          to: "volumeBackups.runManually", ["volumeBackupId": .string(scene.plan)])
        let second = try await Self.running(scene, kind: "backup")
        try await Task.sleep(for: .seconds(1))
        await scene.s3.kill9()
        #expect(try await scene.end(of: second, within: .seconds(180))["status"] == "error")
        _ = try? await lost
        try await scene.s3.start()

        try await scene.shell("rm /data/large; echo newer >/data/newer")
        let restore = try await scene.restore(key)
        try await Task.sleep(for: .seconds(2))
        try await scene.e2e.server.kill9()
        try await scene.e2e.restart()
        let restored = try await scene.end(of: restore)
        #expect(restored["status"] == "done", "\(restored)")
        #expect(try await scene.fingerprint() == before)
        #expect(scene.e2e.leftovers() == [])
        #expect(try await scene.halfRestored() == [])
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `Slipway itself is rebuilt from its backup, and what was there is kept`() async throws {
      try await Self.with("backup-panel") { scene in
        let plan = try await scene.e2e.api.call(
          "backup.create",
          [
            "schedule": "0 4 * * *", "prefix": "panel", "destinationId": .string(scene.destination),
            "database": "dokploy", "databaseType": "web-server",
          ]
        ).text("backupId")
        let run = try await scene.e2e.api.call("backup.manualBackupWebServer", ["backupId": .string(plan)])
        #expect(run["status"] == "done", "\(run)")
        let file = "\(scene.s3.folder)/\(EndToEndS3.bucket)/\(try run.text("objectKey"))"
        let made = try Self.facts(of: file)
        let name = try await scene.application.one().text("name")
        try await scene.application.update(["name": "Renamed afterwards"])
        try await scene.e2e.server.stop()

        let damaged = scene.e2e.folder + "/damaged.tar.gz"
        try Data(contentsOf: URL(fileURLWithPath: file)).dropLast(100).write(to: URL(fileURLWithPath: damaged))
        await #expect(throws: (any Error).self) {
          try await scene.e2e.server.command(["restore", damaged], input: "")
        }
        let said = try await scene.e2e.server.command(["restore", file], input: "")
        #expect(said.contains("What was there before is in"))
        try await scene.e2e.restart()
        #expect(try await scene.application.one().text("name") == name)
        // It was at work itself when it was copied, and is not made again over what it was restored from.
        let ended = try await scene.end(of: try run.text("deploymentId"))
        #expect(ended["state"] == "cancelled", "\(ended)")
        #expect(try Self.facts(of: file) == made)
        #expect(scene.s3.objects().filter { !$0.hasSuffix(".manifest.json") }.count == 1)
        try await expectHeld(scene)
        try await expectServed(scene)
      }
    }

    /// The proxy ran all the time, with the folder of before.
    private func expectServed(_ scene: Scene) async throws {
      try await scene.shell("echo served after the restore >/data/index.html")
      try await scene.application.update(["command": "httpd -f -p 8080 -h /data"])
      try await scene.application.addDomain(port: 8080)
      try await scene.application.deployed()
      try await scene.application.waitForPage("served after the restore")
    }

    /// What a backup is made of that was held goes on with its schedule once somebody makes it by hand.
    private func expectHeld(_ scene: Scene) async throws {
      let find = {
        try await scene.e2e.api.query("volumeBackups.one", ["volumeBackupId": scene.plan])
      }
      let held = try await find()
      #expect(held["heldSince"]?.stringValue != nil && held["nextRunAt"] == .null, "\(held)")
      #expect(try await scene.backUp()["status"] == "done")
      let free = try await find()
      #expect(free["heldSince"] == .null && free["nextRunAt"]?.stringValue != nil, "\(free)")
    }

    /// Its bytes and when it was written.
    private static func facts(of file: String) throws -> [String] {
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      return ["\(attributes[.size] ?? 0)", "\(attributes[.modificationDate] ?? Date())"]
    }

    @Test(.timeLimit(.minutes(5)))
    func `a volume that is gone is restored as the organisation's own, so that it may be deployed with`() async throws
    {
      try await Self.with("backup-volume-gone") { scene in
        try await scene.shell("echo kept >/data/file")
        let before = try await scene.fingerprint()
        let key = try await scene.backUp().text("objectKey")
        let docker = scene.e2e.docker
        try await scene.e2e.api.call("application.stop", ["applicationId": .string(scene.application.id)])
        for container in try await docker.containers(of: scene.application.id, all: true) {
          _ = try await EndToEndCommand.outcome(of: ["docker", "rm", "-f", container])
        }
        try await docker.run("volume", "rm", scene.volume)
        let restored = try await scene.end(of: try await scene.restore(key))
        #expect(restored["status"] == "done", "\(restored)")
        let label = try await docker.run(
          "volume", "inspect", scene.volume, "--format", "{{index .Labels \"slipway.organization\"}}")
        #expect(label == scene.e2e.organizationID)
        try await scene.application.deployed()
        #expect(try await scene.fingerprint() == before)
      }
    }

    /// - Returns: the id of the newest run as soon as it is at work.
    private static func running(_ scene: Scene, kind: String) async throws -> String {
      var id = ""
      try await eventually("a \(kind) is at work", within: .seconds(30), every: .milliseconds(100)) {
        let found = try await scene.e2e.api.query("backup.byService", ["serviceId": scene.application.id])
        guard let run = try found.items("runs").first(where: { $0["state"] == "running" }) else { return false }
        id = try run.text("deploymentId")
        return true
      }
      return id
    }
  }
}
