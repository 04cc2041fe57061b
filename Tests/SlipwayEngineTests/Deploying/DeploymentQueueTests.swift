import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import Testing

struct DeploymentQueueTests {
  @Test func `A deployment and its job are written together`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let job = try await fixture.job(deployment.id)
      #expect(deployment.status == .queued)
      #expect(deployment.title == "Manual deployment")
      #expect(job.kind == "deploy" && job.pool == "builds" && job.lane == "deployable:\(fixture.application.id)")
      #expect(job.organizationID == fixture.application.organizationID)
    }
  }

  @Test func `What builds nothing does not wait among the builds`() async throws {
    try await EngineFixture.with({ $0.source.sourceType = .docker }) { fixture in
      let pool = try await Self.pool(.deploy, fixture)
      #expect(pool == "releases")
    }
    try await EngineFixture.with { fixture in
      let rebuild = try await Self.pool(.rebuild, fixture)
      let reload = try await Self.pool(.reload, fixture)
      let rollback = try await Self.pool(.rollback, fixture)
      #expect(rebuild == "builds" && reload == "releases" && rollback == "releases")
    }
  }

  private static func pool(_ kind: Deployment.Kind, _ fixture: EngineFixture) async throws -> String {
    let deployment = try await fixture.enqueue { $0.kind = kind }
    return try await fixture.job(deployment.id).pool
  }

  @Test(arguments: [
    ("services: {web: {image: a}}", StackSettings.Source.raw, "releases"),
    ("services: {web: {build: .}}", .raw, "builds"), ("services: {web: {image: a}}", .git, "builds"),
  ]) func `A stack waits among the builds when it may build`(
    file: String, source: StackSettings.Source, pool: String
  ) async throws {
    try await EngineFixture.with { fixture in
      let stack = Self.stack(file, source, beside: fixture.application)
      try await fixture.engine.store.write { try $0.composeStacks.insert(stack) }
      let deployment = try await fixture.enqueue { $0 = DeploymentRequest(deployable: stack.deployable) }
      #expect(try await fixture.job(deployment.id).pool == pool)
    }
  }

  private static func stack(
    _ file: String, _ source: StackSettings.Source, beside application: Application
  ) -> ComposeStack {
    var stack = ComposeStack(
      organizationID: application.organizationID, environmentID: application.environmentID, name: "stack",
      appName: "stack-abc123", createdAt: Date())
    stack.settings.sourceType = source
    stack.secrets.composeFile = Secret(file)
    return stack
  }

  @Test func `A stack that has come to build while it waited goes back to wait among the builds`() async throws {
    try await EngineFixture.with { fixture in
      var stack = Self.stack("services: {web: {image: a}}", .raw, beside: fixture.application)
      try await fixture.engine.store.write { [stack] in try $0.composeStacks.insert(stack) }
      let deployment = try await fixture.enqueue { [stack] in
        $0 = DeploymentRequest(deployable: stack.deployable)
      }
      stack.secrets.composeFile = Secret("services: {web: {build: .}}")
      try await fixture.engine.store.write { [stack] in try $0.composeStacks.update(stack) }
      let context = JobContext(engine: fixture.engine, job: try await fixture.job(deployment.id))
      let error = await #expect(throws: JobSnooze.self) {
        try await DeployJob.run(DeployJob.Arguments(deployment: deployment.id), context)
      }
      #expect(error?.pool == .builds)
      #expect(try await fixture.deployment(deployment.id).status == .queued)
    }
  }

  @Test func `A newer wish supersedes the one that waits`() async throws {
    try await EngineFixture.with { fixture in
      let first = try await fixture.enqueue()
      let second = try await fixture.enqueue()
      #expect(try await fixture.deployment(first.id).status == .superseded)
      #expect(try await fixture.job(first.id).state == .cancelled)
      #expect(try await fixture.deployment(second.id).status == .queued)
      #expect(try await fixture.job(second.id).state == .queued)
    }
  }

  @Test func `Whoever watches a deployment hears that a newer one took its place`() async throws {
    try await EngineFixture.with { fixture in
      let first = try await fixture.enqueue()
      let (bus, now) = (MemoryEventBus(), Date())
      let request = DeploymentRequest(deployable: fixture.application.deployable)
      let queued = try await fixture.engine.store.write { try DeploymentQueue.enqueue($0, request, now: now) }
      var events = bus.events().makeAsyncIterator()
      DeploymentQueue.announce(queued, on: bus)
      let organization = fixture.application.organizationID
      #expect(await events.next() == .deploymentChanged(first.id, fixture.application.id, organization))
    }
  }

  @Test(arguments: [
    (Deployment.Kind.deploy, Deployment.Kind.deploy, true), (.deploy, .reload, true), (.deploy, .rebuild, true),
    (.deploy, .rollback, true), (.rollback, .deploy, true), (.rollback, .reload, true), (.reload, .deploy, false),
    (.reload, .reload, true), (.reload, .rollback, false), (.rebuild, .deploy, false), (.rebuild, .reload, true),
    (.rebuild, .rollback, false),
  ]) func `A reload or a rebuild does not throw away a push that waits`(
    newer: Deployment.Kind, waiting: Deployment.Kind, isSuperseded: Bool
  ) async throws {
    try await EngineFixture.with { fixture in
      let first = try await fixture.enqueue { $0.kind = waiting }
      _ = try await fixture.enqueue { $0.kind = newer }
      #expect(try await fixture.deployment(first.id).status == (isSuperseded ? .superseded : .queued))
      #expect(try await fixture.job(first.id).state == (isSuperseded ? .cancelled : .queued))
    }
  }

  @Test func `What was at work is not shown as at work when its waiting retry is cancelled`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      try await fixture.release(.candidate, of: deployment)
      try await fixture.engine.store.write { tx in
        try tx.deployables.setStatus(fixture.application.id, .running)
        _ = try DeploymentQueue.cancel(tx, deployment.id, now: Date())
      }
      let (application, release, jobs) = try await fixture.engine.store.read { tx in
        (
          try tx.applications.one(fixture.application.id), try tx.releases.byDeployment(deployment.id),
          try tx.jobs.active()
        )
      }
      #expect(application.status == .idle && release?.state == .failed)
      #expect(jobs.map(\.kind) == ["undo"])
    }
  }

  @Test func `A newer wish leaves the one at work alone`() async throws {
    try await EngineFixture.with { fixture in
      let first = try await fixture.enqueue()
      _ = try await fixture.engine.store.write {
        try $0.deployments.move(first.id, from: [.queued], to: .running, now: Date())
      }
      _ = try await fixture.enqueue()
      #expect(try await fixture.deployment(first.id).status == .running)
    }
  }

  @Test func `Cancelling what waits ends it at once`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let cancelled = try await fixture.engine.store.write {
        try DeploymentQueue.cancel($0, deployment.id, now: Date())
      }
      #expect(cancelled.status == .cancelled)
      #expect(try await fixture.job(deployment.id).state == .cancelled)
    }
  }

  @Test func `Cancelling what runs asks its worker`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let cancelled = try await fixture.engine.store.write { tx in
        _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Date())
        return try DeploymentQueue.cancel(tx, deployment.id, now: Date())
      }
      #expect(cancelled.status == .running && cancelled.isCancelRequested)
    }
  }

  @Test func `A rebuild takes the commit that serves`() async throws {
    try await EngineFixture.with { fixture in
      let first = try await fixture.enqueue { $0.commit = String(repeating: "a", count: 40) }
      try await fixture.release(of: first)
      let rebuild = try await fixture.enqueue { $0.kind = .rebuild }
      #expect(rebuild.commit == first.commit)
    }
  }

  @Test(arguments: [
    ("Fix it\n\nLong story", "Fix it"), ("  spaced  \nx", "spaced"), (String(repeating: "é", count: 300), nil),
  ]) func `A commit's title is its first line`(message: String, title: String?) {
    #expect(DeploymentTitle.ofCommit(message: message) == title ?? String(repeating: "é", count: 200))
    #expect(DeploymentTitle.ofCommit(message: "\n \n") == nil)
  }
}
