import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct FullDiskTests {
    @Test(.timeLimit(.minutes(5)))
    func `a disk that is full is said at once, leaves nothing behind, and the service goes on`() async throws {
      let disk = FullDisk()
      try await EndToEndFixture.with("backup-full-disk", settings: { try await disk.mount($0.data + "/work") }) {
        e2e in
        do {
          try await Self.fill(disk, e2e)
          await disk.unmount()
        } catch {
          await disk.unmount()
          throw error
        }
      }
    }

    private static func fill(_ disk: FullDisk, _ e2e: EndToEndFixture) async throws {
      let s3 = try await EndToEndS3.start(e2e)
      let destination = try await e2e.api.call("destination.create", s3.destination())
      let plan = try await e2e.api.call(
        "backup.create",
        [
          "schedule": "0 4 * * *", "prefix": "panel", "destinationId": destination["destinationId"] ?? .null,
          "database": "dokploy", "databaseType": "web-server",
        ]
      ).text("backupId")
      // Room for rclone's settings, and none for a copy of the store.
      let first = try await e2e.api.answer(to: "backup.manualBackupWebServer", ["backupId": .string(plan)])
      #expect(first.status >= 400 && first.body.contains("There is no room for a copy of the store"), "\(first.body)")
      #expect(e2e.leftovers() == [] && s3.objects() == [])
      try await disk.fill()
      let second = try await e2e.api.answer(to: "backup.manualBackupWebServer", ["backupId": .string(plan)])
      #expect(second.status >= 400 && second.body.contains("the disk is full"), "\(second.body)")
      #expect(s3.objects() == [])
      #expect(try await e2e.api.query("settings.health") != .null)
      try await disk.makeRoom()
      let again = try await e2e.api.call("backup.manualBackupWebServer", ["backupId": .string(plan)])
      #expect(again["status"] == "done", "\(again)")
      #expect(e2e.leftovers() == [])
      await s3.kill9()
    }
  }
}

/// A disk in memory that is soon full.
actor FullDisk {
  private var folder = ""

  func mount(_ folder: String, size: String = "64k") async throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await EndToEndCommand.run(["mount", "-t", "tmpfs", "-o", "size=\(size)", "tmpfs", folder])
  }

  func fill() async throws {
    _ = try await EndToEndCommand.outcome(of: ["dd", "if=/dev/zero", "of=\(folder)/filler", "bs=4k", "count=64"])
  }

  func makeRoom() async throws {
    try FileManager.default.removeItem(atPath: folder + "/filler")
    try await EndToEndCommand.run(["mount", "-o", "remount,size=256m", folder])
  }

  func unmount() async {
    _ = try? await EndToEndCommand.outcome(of: ["umount", "--lazy", folder])
  }
}
