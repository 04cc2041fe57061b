import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct BackupRetentionTests {
  @Test func `as many as are wanted stay, and what is not a backup of the plan is not touched`() async throws {
    try await BackupFixture.with({ plan, _ in plan.keepLatest = 2 }) { backups in
      backups.objects.put("slipway/of-somebody.tar.gz", Data())
      var runs: [BackupRun] = []
      for _ in 0..<4 { runs.append(try await backups.stored()) }
      let kept = runs.suffix(2).flatMap { [$0.objectKey, ObjectKey.manifest(of: $0.objectKey)] }
      #expect(Set(backups.objects.keys) == Set(kept + ["slipway/of-somebody.tar.gz"]))
      let rows = try await backups.store.read { [plan = backups.plan] in try $0.backupRuns.all(of: plan.id) }
      #expect(rows.map(\.isStored) == [true, true, false, false])
    }
  }

  @Test(arguments: [FakeObjects.Fate.refused, .unanswered, .powerBefore, .powerAfter])
  func `an older one that cannot be removed is removed by the next backup`(fate: FakeObjects.Fate) async throws {
    try await BackupFixture.with({ plan, _ in plan.keepLatest = 1 }) { backups in
      let old = try await backups.stored()
      backups.objects.set(FakeObjects.Fault("deletefile", ObjectKey.manifestEnding, fate))
      let new = try await backups.queue()
      try await backups.attempt(new)
      let row = try await backups.row(new)
      #expect(row.status == .done && row.isStored)
      // Its object is there as long as the row says so, whatever became of its manifest.
      #expect(try await backups.row(old).isStored == (backups.objects.content(of: old.objectKey) != nil))
      backups.objects.set(nil)
      let newest = try await backups.stored()
      #expect(backups.objects.keys == [newest.objectKey, ObjectKey.manifest(of: newest.objectKey)])
    }
  }
}
