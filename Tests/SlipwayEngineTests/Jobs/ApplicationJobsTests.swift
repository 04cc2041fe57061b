import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

/// Whatever changes what runs of an application is a job in its lane.
struct ApplicationJobsTests {
  @Test func `A wish to stop is a row and a job before Docker is asked`() async throws {
    try await EngineFixture.with { fixture in
      let job = try await stop(fixture)
      let (application, row) = try await fixture.engine.store.read {
        (try $0.applications.one(fixture.application.id), try $0.jobs.one(job))
      }
      #expect(application.isStopped)
      #expect(row.kind == "stop" && row.lane == "deployable:\(application.id)")
    }
  }

  @Test func `Nothing is stopped under a deployment, which would bring it back`() async throws {
    try await EngineFixture.with { fixture in
      _ = try await fixture.enqueue()
      await #expect(throws: SlipwayError.self) { try await stop(fixture) }
      #expect(try await !fixture.engine.store.read { try $0.applications.one(fixture.application.id).isStopped })
    }
  }

  @Test func `What was never deployed is not started`() async throws {
    try await EngineFixture.with { fixture in
      let id = fixture.application.id
      await #expect(throws: SlipwayError.self) {
        _ = try await fixture.engine.store.write { try ServiceWish.start($0, id, now: Date()) }
      }
    }
  }

  @Test func `A stop that a start has overtaken does nothing`() async throws {
    try await EngineFixture.with { fixture in
      try await fixture.release()
      let job = try await stop(fixture)
      let id = fixture.application.id
      _ = try await fixture.engine.store.write { try ServiceWish.start($0, id, now: Date()) }
      let row = try await fixture.engine.store.read { try $0.jobs.one(job) }
      // Its Docker Engine does not answer: a stop that tried anything would throw.
      try await StopJob.run(
        StopJob.Arguments(deployable: id), JobContext(engine: fixture.engine, job: row))
    }
  }

  @Test func `A start that fails is shown as failed, not as what was never deployed`() async throws {
    let task = #"{"ID":"1","Slot":1,"DesiredState":"shutdown","Status":{"State":"rejected","Err":"No such image"}}"#
    try await FakeDocker.with { request in
      switch request.path {
      case "/services/create": .init(201, #"{"ID":"web"}"#)
      case "/tasks": .init(200, "[\(task.replacing("}}", with: #","Timestamp":"2099-01-01T00:00:00Z"}}"#))]")
      default: nil
      }
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let spec = ServiceSpec(Name: "web-1", TaskTemplate: TaskSpec(ContainerSpec: ContainerSpec(Image: "web:1")))
        let release = try await fixture.release(spec: spec)
        try await fixture.engine.store.write { _ = try $0.deployables.setStatus(release.deployableID, .idle) }
        let job = try await fixture.engine.store.write {
          try ServiceWish.start($0, release.deployableID, now: Date())
        }
        let row = try await fixture.engine.store.read { try $0.jobs.one(job) }
        await #expect(throws: JobRefusal.self) {
          try await StartJob.run(
            StartJob.Arguments(deployable: release.deployableID), JobContext(engine: fixture.engine, job: row))
        }
        #expect(try await status(fixture) == .error)
      }
    }
  }

  @Test func `A start that is given up is shown as failed`() async throws {
    try await EngineFixture.with { fixture in
      let id = try await fixture.release().deployableID
      let job = try await fixture.engine.store.write { try ServiceWish.start($0, id, now: Date()) }
      let row = try await fixture.engine.store.read { try $0.jobs.one(job) }
      try await StartJob.giveUp(
        StartJob.Arguments(deployable: id), JobContext(engine: fixture.engine, job: row),
        error: SlipwayError(.unreachable, "Docker does not answer."))
      #expect(try await status(fixture) == .error)
    }
  }

  @Test func `A removal is tried again however often Docker did not answer`() async throws {
    try await EngineFixture.with { fixture in
      let application = fixture.application
      let job = try await fixture.engine.store.write {
        try ServiceWish.remove($0, application.deployable, now: Date())
      }
      var timing = JobTiming()
      timing.backoff = [.milliseconds(1), .milliseconds(1)]
      timing.grace = .milliseconds(50)
      let runner = JobRunner(engine: fixture.engine, timing: timing)
      let task = Task { try await runner.run() }
      try await eventually("it was tried more often than others are") {
        try await fixture.engine.store.read { try $0.jobs.one(job).attempts } > 3
      }
      task.cancel()
      try await task.value
      #expect(try await fixture.engine.store.read { try $0.jobs.one(job).state } == .queued)
    }
  }

  @Test func `A repair leaves an application alone whose lane has work`() async throws {
    try await EngineFixture.with { fixture in
      try await fixture.release()
      let id = fixture.application.id
      let (first, second) = try await fixture.engine.store.write { tx in
        (try ServiceWish.repair(tx, id, now: Date()), try ServiceWish.repair(tx, id, now: Date()))
      }
      #expect(first != nil && second == nil)
    }
  }

  private func status(_ fixture: EngineFixture) async throws -> Deployable.Status {
    try await fixture.engine.store.read { try $0.deployables.one(fixture.application.id).status }
  }

  private func stop(_ fixture: EngineFixture) async throws -> ID<Job> {
    let id = fixture.application.id
    return try await fixture.engine.store.write { try ServiceWish.stop($0, id, now: Date()) }
  }
}
