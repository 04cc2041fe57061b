import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@Suite struct BackupTablesTests {
  private func destination(_ tenant: Tenant) -> Destination {
    Destination(
      organizationID: tenant.organization.id, name: "Backups", provider: "Minio", bucket: "b", region: "r",
      endpoint: "https://s3.example.org", accessKey: "AKIA", secretAccessKey: Secret("canary"),
      additionalFlags: ["--bwlimit=1M"], createdAt: Tenant.start)
  }

  private func plan(_ tenant: Tenant, _ destination: Destination) -> BackupPlan {
    var plan = BackupPlan(
      organizationID: tenant.organization.id, content: .volume, deployableID: tenant.application.id,
      destinationID: destination.id, appName: "web", schedule: "0 3 * * *", createdAt: Tenant.start)
    plan.settings.volumeName = "data"
    plan.credentials = BackupCredentials(user: "me", password: Secret("canary"))
    plan.keepLatest = 3
    return plan
  }

  @Test func `what is written is read again`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    var remote = destination(tenant)
    remote.remote = try RcloneRemote(parsing: "type = sftp\nhost = h\npass = canary", field: "rcloneConfig")
    let (there, plan) = (remote, plan(tenant, remote))
    try await store.write { tx in
      try tx.destinations.insert(there)
      try tx.backupPlans.insert(plan)
      #expect(try tx.destinations.one(there.id) == there)
      #expect(try tx.backupPlans.one(plan.id) == plan)
      #expect(try tx.ownership.organization(of: .volumeBackup(plan.id)) == tenant.organization.id)
      #expect(try tx.ownership.organization(of: .backup(plan.id)) == nil)
    }
  }

  @Test func `a run moves once and keeps what it made`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    let destination = destination(tenant)
    let plan = plan(tenant, destination)
    try await store.write { tx in
      try tx.destinations.insert(destination)
      try tx.backupPlans.insert(plan)
      var run = BackupRun(
        organizationID: tenant.organization.id, kind: .backup, planID: plan.id, deployableID: tenant.application.id,
        destinationID: destination.id, title: "Manual", objectKey: "a/b.tar", createdAt: Tenant.start)
      try tx.backupRuns.insert(run)
      #expect(try tx.backupRuns.move(run.id, from: [.queued], to: .running, now: Tenant.start))
      run.manifest = BackupManifest(
        content: .volume, size: 10, sha256: "00", createdAt: Tenant.start, schema: Store.schemaVersion)
      run.isStored = true
      try tx.backupRuns.update(run)
      let later = Tenant.start.addingTimeInterval(2)
      #expect(try tx.backupRuns.finish(run.id, status: .done, message: nil, now: later))
      #expect(try !tx.backupRuns.finish(run.id, status: .error, message: "late", now: later))
      let read = try tx.backupRuns.one(run.id)
      #expect(read.status == .done && read.manifest == run.manifest && read.duration == .seconds(2))
      #expect(try tx.backupRuns.stored(of: plan.id).count == 1)
      try tx.backupLogs.append(run.id, text: "one\ntwo\n", lines: 2, now: later)
      #expect(try tx.backupLogs.tail(of: run.id, lines: 1) == "two\n")
      try tx.backupRuns.trim(of: plan.id, keep: 0)
      #expect(try tx.backupRuns.find(run.id) != nil, "its object is stored")
      try tx.backupRuns.setRemoved(run.id)
      try tx.backupRuns.trim(of: plan.id, keep: 0)
      #expect(try tx.backupRuns.find(run.id) == nil)
    }
  }

  @Test func `restores and runs of removed plans are forgotten in time, with their logs`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    let destination = destination(tenant)
    try await store.write { tx in
      try tx.destinations.insert(destination)
      var runs: [BackupRun] = []
      for (kind, status) in [(BackupRun.Kind.restore, BackupRun.Status.done), (.backup, .done), (.restore, .error)] {
        let run = BackupRun(
          organizationID: tenant.organization.id, kind: kind, deployableID: tenant.application.id,
          destinationID: destination.id, title: "x", objectKey: "a/\(runs.count)", createdAt: Tenant.start)
        try tx.backupRuns.insert(run)
        _ = try tx.backupRuns.finish(run.id, status: status, message: nil, now: Tenant.start)
        runs.append(run)
      }
      let active = BackupRun(
        organizationID: tenant.organization.id, kind: .restore, deployableID: tenant.application.id,
        destinationID: destination.id, title: "x", objectKey: "a/b", createdAt: Tenant.start)
      try tx.backupRuns.insert(active)
      try tx.backupRuns.trimPlanless(of: nil, in: tenant.organization.id, keep: 0)
      #expect(try tx.backupRuns.all(of: tenant.application.id).count == 4, "they are of a service")
      try tx.backupRuns.trimPlanless(of: tenant.application.id, in: tenant.organization.id, keep: 2)
      #expect(try tx.backupRuns.all(of: tenant.application.id).map(\.id) == [active.id, runs[2].id])
    }
  }
}
