import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct VolumePowerCutTests {
    typealias Scene = BackupTests.Scene

    @Test(.timeLimit(.minutes(12)))
    func `a kill while a volume is replaced leaves the old content or the new one, also when the backup is gone`()
      async throws
    {
      try await BackupTests.with("backup-power-cut") { scene in
        try await scene.shell("head -c 3000000 /dev/urandom >/data/large; echo kept >/data/file")
        let backedUp = try await scene.fingerprint()
        let key = try await scene.backUp().text("objectKey")
        for point in ["pause", "exchange", "exchange.removed", "exchange.filled", "exchange.end"] {
          try await scene.shell("rm -rf /data/*; echo \(point) >/data/newer")
          let newer = try await scene.fingerprint()
          try await scene.e2e.restart(["SLIPWAY_TEST_KILL_AT": point])
          let restore = try await scene.restore(key)
          try await scene.e2e.server.waitForExit(within: .seconds(60))
          // Where it came from is away when the next server goes on.
          await scene.s3.kill9()
          try await scene.e2e.restart()
          let ended = try await scene.end(of: restore, within: .seconds(120))
          if point == "pause" {
            #expect(ended["status"] == "error", "killed at \(point): \(ended)")
            #expect(try await scene.fingerprint() == newer)
          } else {
            #expect(ended["status"] == "done", "killed at \(point): \(ended)")
            #expect(try await scene.fingerprint() == backedUp, "killed at \(point)")
          }
          #expect(try await scene.application.one()["applicationStatus"] == "done", "killed at \(point)")
          #expect(try await scene.halfRestored() == [], "killed at \(point)")
          #expect(scene.e2e.leftovers() == [])
          try await scene.s3.start()
        }
      }
    }

    @Test(.timeLimit(.minutes(6)))
    func `a kill while a service rests for its backup brings it back, also when the backup cannot be made`()
      async throws
    {
      try await BackupTests.with("backup-power-cut-rest") { scene in
        try await scene.e2e.api.call(
          "volumeBackups.update",
          [
            "volumeBackupId": .string(scene.plan), "name": "Nightly", "volumeName": .string(scene.volume),
            "prefix": "daily", "cronExpression": "0 3 * * *", "destinationId": .string(scene.destination),
            "applicationId": .string(scene.application.id), "serviceType": "application", "turnOff": true,
          ])
        try await scene.shell("echo kept >/data/file")
        let before = try await scene.fingerprint()
        try await scene.e2e.restart(["SLIPWAY_TEST_KILL_AT": "pause"])
        _ = try? await scene.backUp()
        try await scene.e2e.server.waitForExit(within: .seconds(60))
        #expect(try await scene.e2e.docker.containers(of: scene.application.id).isEmpty)
        await scene.s3.kill9()
        try await scene.e2e.restart()
        #expect(try await scene.fingerprint() == before)
        try await scene.s3.start()
        let made = try await scene.backUp()
        #expect(made["status"] == "done", "\(made)")
        #expect(try await scene.fingerprint() == before)
      }
    }

    @Test(.timeLimit(.minutes(6)))
    func `what fails while a volume is replaced keeps the new content, and starts nothing on half of it`()
      async throws
    {
      try await BackupTests.with("backup-exchange-fails") { scene in
        try await scene.shell("echo kept >/data/file")
        let backedUp = try await scene.fingerprint()
        let key = try await scene.backUp().text("objectKey")
        try await scene.e2e.restart(["SLIPWAY_TEST_KILL_AT": "exchange.removed"])
        let restore = try await scene.restore(key)
        try await scene.e2e.server.waitForExit(within: .seconds(60))
        await scene.s3.kill9()
        // Somebody has taken the volume meanwhile.
        let docker = scene.e2e.docker
        let holder = try await docker.run(
          "run", "--detach", "--volume", "\(scene.volume):/data", "busybox:latest", "sleep", "1000")
        do {
          try await scene.e2e.restart()
          let ended = try await scene.end(of: restore, within: .seconds(60))
          #expect(
            ended["status"] == "error" && ended["errorMessage"]?.stringValue?.contains("whole") == true, "\(ended)")
          #expect(try await docker.containers(of: scene.application.id).isEmpty)
          #expect(try await scene.halfRestored().count == 1)
        } catch {
          Issue.record(error)
        }
        try await docker.run("rm", "--force", holder)
        // Neither a push nor a hand starts it on what is left.
        let deployment = try await scene.application.end(of: try await scene.application.deploy())
        #expect(deployment["status"] == "error", "\(deployment)")
        #expect(deployment["errorMessage"]?.stringValue?.contains("is not whole") == true, "\(deployment)")
        let started = try await scene.e2e.api.answer(
          to: "application.start", ["applicationId": .string(scene.application.id)])
        #expect(started.status >= 400 && started.body.contains("is not whole"), "\(started.body)")
        #expect(try await docker.containers(of: scene.application.id).isEmpty)
        try await scene.s3.start()
        let again = try await scene.end(of: try await scene.restore(key))
        #expect(again["status"] == "done", "\(again)")
        try await scene.e2e.api.call("application.start", ["applicationId": .string(scene.application.id)])
        #expect(try await scene.fingerprint() == backedUp)
      }
    }
  }
}
