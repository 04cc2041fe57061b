import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// What an upload leaves that does not come to its end.
  @Suite struct BackupUploadTests {
    @Test(.timeLimit(.minutes(3)))
    func `a backup that is cancelled in the middle of its upload leaves neither files nor parts`() async throws {
      try await EndToEndFixture.with("backup-upload") { e2e in
        let s3 = try await EndToEndS3.start(e2e)
        do {
          try await cancelled(e2e, s3)
          await s3.kill9()
        } catch {
          await s3.kill9()
          throw error
        }
      }
    }

    private func cancelled(_ e2e: EndToEndFixture, _ s3: EndToEndS3) async throws {
      // What goes into the backup, of bytes that cannot be packed.
      let uploads = e2e.server.data + "/uploads"
      try FileManager.default.createDirectory(atPath: uploads, withIntermediateDirectories: true)
      try await EndToEndCommand.run(["dd", "if=/dev/urandom", "of=\(uploads)/large.zip", "bs=1M", "count=24"])
      let destination = try await e2e.api.call("destination.create", s3.destination(flags: ["--bwlimit=1M"]))
      let plan = try await e2e.api.call(
        "backup.create",
        [
          "schedule": "0 4 * * *", "prefix": "", "destinationId": destination["destinationId"] ?? .null,
          "database": "dokploy", "databaseType": "web-server",
        ])
      let id = try await e2e.api.call(
        "backup.manualBackupWebServer", ["backupId": plan["backupId"] ?? .null, "wait": false]
      ).text("deploymentId")
      try await eventually("the upload has begun", within: .seconds(30)) { try await !s3.uploads().isEmpty }
      try await e2e.api.call("backup.cancelRun", ["runId": .string(id)])
      try await eventually("the run ends", within: .seconds(30)) {
        try await e2e.api.query("backup.run", ["runId": id]).text("state") == "cancelled"
      }
      #expect(try await s3.uploads() == [])
      #expect(s3.objects() == [])
    }
  }
}
