import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@testable import SlipwayEngine

@Suite struct RestoredRowsTests {
  /// A plan of the fixture's application whose moment has passed, and of Slipway itself one that is at work.
  private func plans(_ fixture: EngineFixture) async throws -> (volume: BackupPlan, panel: BackupPlan) {
    let owner = fixture.application.organizationID
    let destination = Destination(
      organizationID: owner, name: "d", bucket: "b", accessKey: "k", secretAccessKey: Secret("s"), createdAt: Date())
    let make = { (content: BackupPlan.Content, id: ID<Deployable>?) in
      BackupPlan(
        organizationID: owner, content: content, deployableID: id, destinationID: destination.id, appName: "web",
        schedule: "0 3 * * *", createdAt: Date())
    }
    var volume = make(.volume, fixture.application.id)
    volume.settings.volumeName = "web-data"
    let (plan, panel) = (volume, make(.panel, nil))
    try await fixture.engine.store.write { tx in
      try tx.destinations.insert(destination)
      for plan in [plan, panel] { try tx.backupPlans.insert(plan) }
      try tx.recurrences.set(
        Recurrence(
          kind: BackupRecurrence.name, subject: plan.id.rawValue, organizationID: owner, expression: plan.schedule,
          timeZone: nil, nextAt: Date(timeIntervalSinceNow: -86_400 * 20)))
    }
    return (plan, panel)
  }

  private func settle(_ fixture: EngineFixture, isHeld: Bool = true) async throws {
    try await fixture.engine.store.write { try RestoredRows.settle($0, isHeld: isHeld, now: Date()) }
  }

  @Test func `a restored Slipway does not go on with what was at work while its backup was made`() async throws {
    try await EngineFixture.with { fixture in
      let (volume, panel) = try await plans(fixture)
      let deployment = try await fixture.enqueue()
      let runs = try await fixture.engine.store.write { tx in
        let runs = [
          try BackupQueue.backUp(tx, panel, title: "itself", now: Date()),
          try BackupQueue.backUp(tx, volume, title: "waits", now: Date()),
        ]
        _ = try tx.backupRuns.move(runs[0].id, from: [.queued], to: .running, now: Date())
        let pools = ["backups": 1, "builds": 1]
        let until = Date(timeIntervalSinceNow: 60)
        for _ in 0..<2 {
          _ = try tx.jobs.claim(ClaimRequest(owner: "dead", pools: pools, now: Date(), leaseUntil: until))
        }
        return runs
      }
      try await settle(fixture)
      let (jobs, after, ended) = try await fixture.engine.store.read { tx in
        (try tx.jobs.active(), try runs.map { try tx.backupRuns.one($0.id) }, try tx.deployments.one(deployment.id))
      }
      #expect(jobs.isEmpty)
      #expect(after.map(\.status) == [.cancelled, .cancelled])
      #expect(ended.status == .cancelled)
    }
  }

  @Test func `a schedule rests until what it backs up is restored, and nothing that was missed is made`() async throws
  {
    try await EngineFixture.with { fixture in
      let (plan, panel) = try await plans(fixture)
      try await settle(fixture)
      #expect(try await Scheduler(fixture.engine).ringDue() == 0)
      try await fixture.engine.store.write { tx in
        let recurrence = try #require(
          try tx.recurrences.find(kind: BackupRecurrence.name, subject: plan.id.rawValue))
        #expect(recurrence.nextAt > Date())
        try BackupRecurrence.ring(recurrence, tx, now: Date())
        #expect(try tx.backupRuns.all(of: plan.id).isEmpty)
        #expect(try tx.backupPlans.one(panel.id).settings.heldSince == nil)

        var request = RestoreRequest(content: .volume)
        request.volumeName = "another"
        var restore = BackupRun(
          organizationID: plan.organizationID, kind: .restore, deployableID: plan.deployableID, destinationID: nil,
          title: "", objectKey: "x.tar", createdAt: Date())
        restore.restore = request
        try BackupHold.end(tx, after: restore)
        #expect(try tx.backupPlans.one(plan.id).settings.heldSince != nil)
        restore.restore?.volumeName = "web-data"
        try BackupHold.end(tx, after: restore)
        try BackupRecurrence.ring(recurrence, tx, now: Date())
        #expect(try tx.backupRuns.all(of: plan.id).count == 1)
      }
    }
  }

  @Test func `the last backup from before a restore is not removed for those of what was empty since`() async throws {
    try await EngineFixture.with { fixture in
      var plan = try await plans(fixture).volume
      let stored = (0..<5).map { index in
        BackupRun(
          organizationID: plan.organizationID, kind: .backup, planID: plan.id, destinationID: plan.destinationID,
          title: "\(index)", objectKey: "\(index)", createdAt: Date(timeIntervalSince1970: 1000 - Double(index) * 10))
      }
      #expect(BackupRetention.superfluous(stored, of: plan, 1).map(\.title) == ["1", "2", "3", "4"])
      plan.settings.restoredAt = Date(timeIntervalSince1970: 985)
      #expect(BackupRetention.superfluous(stored, of: plan, 1).map(\.title) == ["1", "3", "4"])
    }
  }

  @Test func `schedules go on at once where the data is`() async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plans(fixture).volume
      try await settle(fixture, isHeld: false)
      let settings = try await fixture.engine.store.read { try $0.backupPlans.one(plan.id).settings }
      #expect(settings.heldSince == nil && settings.restoredAt != nil)
    }
  }
}
