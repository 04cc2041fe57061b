import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import Testing

struct DeployJobTests {
  @Test func `A source that is not set fails before anything is done`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await run(fixture)
      #expect(deployment.status == .error)
      #expect(deployment.errorMessage?.hasPrefix("customGitUrl:") ?? false)
      #expect(deployment.evidence?.step == .source)
      #expect(deployment.evidence?.isPreviousServing == false)
      let application = fixture.application.id
      #expect(try await fixture.engine.store.read { try $0.applications.one(application).status } == .error)
      #expect(try await fixture.log(deployment.id).contains("Failed: customGitUrl:"))
    }
  }

  @Test func `An environment that cannot be resolved fails before anything is done`() async throws {
    try await EngineFixture.with {
      $0.secrets.env = Secret("A=${{project.NOPE}}")
    } _: { fixture in
      let deployment = try await run(fixture)
      #expect(deployment.status == .error)
      #expect(deployment.errorMessage?.contains("project.NOPE") ?? false)
    }
  }

  @Test func `A deployment that was cancelled before it began again is undone`() async throws {
    try await EngineFixture.with { fixture in
      let queued = try await fixture.enqueue()
      try await fixture.engine.store.write { tx in
        _ = try tx.deployments.move(queued.id, from: [.queued], to: .running, now: Date())
        _ = try DeploymentQueue.cancel(tx, queued.id, now: Date())
      }
      let deployment = try await run(fixture, queued)
      #expect(deployment.status == .cancelled)
      let application = fixture.application.id
      #expect(try await fixture.engine.store.read { try $0.applications.one(application).status } == .idle)
    }
  }

  @Test func `An older commit that was interrupted never goes live over a newer one`() async throws {
    try await EngineFixture.with { fixture in
      let older = try await fixture.enqueue()
      _ = try await fixture.engine.store.write {
        try $0.deployments.move(older.id, from: [.queued], to: .running, now: Date())
      }
      try await fixture.release(.candidate, of: older)
      let newer = try await fixture.enqueue()
      #expect(try await run(fixture, older).status == .superseded)
      #expect(try await fixture.deployment(newer.id).status == .queued)
      #expect(try await fixture.engine.store.read { try $0.jobs.active() }.map(\.kind).contains("undo"))
    }
  }

  @Test func `What was superseded is not run`() async throws {
    try await EngineFixture.with { fixture in
      let first = try await fixture.enqueue()
      _ = try await fixture.enqueue()
      #expect(try await run(fixture, first).status == .superseded)
    }
  }

  @Test func `What Slipway cannot do at all ends as an error with evidence`() async throws {
    try await EngineFixture.with { fixture in
      let queued = try await fixture.enqueue()
      let job = try await fixture.job(queued.id)
      try await DeployJob.giveUp(
        DeployJob.Arguments(deployment: queued.id), JobContext(engine: fixture.engine, job: job),
        error: SlipwayError(.internal, "the disk is on fire"))
      let deployment = try await fixture.deployment(queued.id)
      #expect(deployment.status == .error)
      #expect(deployment.evidence?.summary.contains("the disk is on fire") ?? false)
    }
  }

  private func run(_ fixture: EngineFixture, _ queued: Deployment? = nil) async throws -> Deployment {
    let deployment: Deployment
    if let queued { deployment = queued } else { deployment = try await fixture.enqueue() }
    let job = try await fixture.job(deployment.id)
    try await DeployJob.run(
      DeployJob.Arguments(deployment: deployment.id), JobContext(engine: fixture.engine, job: job))
    return try await fixture.deployment(deployment.id)
  }
}
