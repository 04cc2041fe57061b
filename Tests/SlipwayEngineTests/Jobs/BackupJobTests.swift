import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct BackupJobTests {
  private func restore(_ fixture: EngineFixture) async throws -> BackupRun {
    let (application, now) = (fixture.application, fixture.engine.now())
    let destination = Destination(
      organizationID: application.organizationID, name: "Nowhere", bucket: "b", endpoint: "http://s3.invalid",
      accessKey: "a", secretAccessKey: Secret("s"), createdAt: now)
    return try await fixture.engine.store.write { tx in
      try tx.destinations.insert(destination)
      return try BackupQueue.restore(
        tx, RestoreRequest(content: .volume), key: "x.tar", from: destination.id, into: application.deployable,
        now: now)
    }
  }

  @Test func `restores have room beside backups that take all night`() async throws {
    try await EngineFixture.with { fixture in
      let restore = try await restore(fixture)
      let job = try await fixture.engine.store.read { try $0.jobs.one(ID(restore.id.rawValue)) }
      #expect(job.pool == JobPool.restores.rawValue)
    }
  }

  private func run(_ run: BackupRun, _ fixture: EngineFixture) async throws {
    let job = try await fixture.engine.store.read { try $0.jobs.one(ID(run.id.rawValue)) }
    try await BackupJob.run(BackupJob.Arguments(run: run.id), JobContext(engine: fixture.engine, job: job))
  }

  @Test func `a restore waits for the deployment of what it goes into`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let restore = try await restore(fixture)
      await #expect(throws: JobSnooze.self) { try await run(restore, fixture) }
      let waiting = try await fixture.engine.store.read { try $0.backupRuns.one(restore.id) }
      #expect(waiting.status == .queued && waiting.startedAt == nil)
      _ = try await fixture.engine.store.write { try DeploymentQueue.cancel($0, deployment.id, now: Date()) }
      await #expect(throws: (any Error).self) { try await run(restore, fixture) }
      let begun = try await fixture.engine.store.read { try $0.backupRuns.one(restore.id) }
      #expect(begun.startedAt != nil)
    }
  }
}
