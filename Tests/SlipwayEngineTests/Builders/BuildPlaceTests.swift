import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@testable import SlipwayEngine

/// Which machine makes an image, and how many at once.
struct BuildPlaceTests {
  @Test func `Without a registry a build server is refused with what to do, before anything is fetched`() async throws
  {
    let id = ID<Server>.random()
    try await EngineFixture.with {
      $0.source.customGitUrl = "https://127.0.0.1:1/a/b.git"
      $0.build.buildServerId = id
    } _: { fixture in
      try await add(id, .build, to: fixture)
      let message = try await run(fixture).errorMessage ?? ""
      #expect(message.hasPrefix("buildRegistryId:") && message.contains("goes through a registry"), "\(message)")
    }
  }

  @Test func `A server that became one for services builds nothing`() async throws {
    let id = ID<Server>.random()
    try await EngineFixture.with {
      $0.source.customGitUrl = "https://127.0.0.1:1/a/b.git"
      $0.build.buildServerId = id
    } _: { fixture in
      try await add(id, .deploy, to: fixture)
      #expect(try await run(fixture).errorMessage?.contains("is a server for services now") == true)
    }
  }

  @Test func `A build server holds no more builds at once than its settings say, and the others wait`() async throws {
    let id = ID<Server>.random()
    try await EngineFixture.with {
      $0.build.buildServerId = id
    } _: { fixture in
      try await add(id, .build, to: fixture)
      let (first, second) = (try await fixture.enqueue(), try await other(fixture))
      let turns = try await fixture.engine.store.write { tx in
        let turn = try BuildTurn.take(first, tx)
        _ = try tx.deployments.move(first.id, from: [.queued], to: .running, now: Date())
        return (turn, try BuildTurn.take(second, tx))
      }
      #expect(turns == (true, false))
      #expect(try await fixture.deployment(first.id).buildServerID == id)
      #expect(try await fixture.deployment(second.id).buildServerID == nil)
      // What was left behind by a process that died does not wait for itself.
      let again = try await fixture.engine.store.write { try BuildTurn.take(first, $0) }
      #expect(again)
      let later = try await fixture.engine.store.write { tx in
        try tx.deployments.setStep(first.id, .verify, now: Date())
        return try BuildTurn.take(second, tx)
      }
      #expect(later)
    }
  }

  @Test func `What needs no build has no build server`() {
    var application = Application(
      organizationID: .random(), environmentID: .random(), name: "web", appName: "web", createdAt: Date())
    application.build.buildServerId = .random()
    application.source.sourceType = .docker
    #expect(BuildPlace.server(of: application, .deploy) == nil)
    application.source.sourceType = .git
    #expect(BuildPlace.server(of: application, .deploy) != nil)
    #expect(BuildPlace.server(of: application, .rollback) == nil)
    application.build.buildRegistryId = .random()
    #expect(application.imageRegistryID == application.build.buildRegistryId)
    application.build.registryId = .random()
    #expect(application.imageRegistryID == application.build.registryId)
  }

  @Test func `A full disk is named, with where to clean up`() {
    let advice = FullDiskAdvice.of(["write /var/lib/docker/x: no space left on device"], on: "web-1")
    #expect(advice?.contains("The disk of web-1 is full") == true)
    #expect(FullDiskAdvice.of(["exit code: 1"], on: "web-1") == nil)
  }

  private func add(_ id: ID<Server>, _ purpose: Server.Purpose, to fixture: EngineFixture) async throws {
    let server = Server(
      id: id, organizationID: fixture.application.organizationID, name: "builder", appName: "builder",
      address: "192.0.2.11", sshKeyID: nil, purpose: purpose, createdAt: Date())
    try await fixture.engine.store.write { try $0.servers.insert(server) }
  }

  private func other(_ fixture: EngineFixture) async throws -> Deployment {
    var application = fixture.application
    application.id = .random()
    application.name = "other"
    application.appName = "other-abc123"
    application.refreshToken = Secret("another")
    let made = application
    return try await fixture.engine.store.write { tx in
      try tx.applications.insert(made)
      return try DeploymentQueue.enqueue(tx, DeploymentRequest(deployable: made.deployable), now: Date()).deployment
    }
  }

  private func run(_ fixture: EngineFixture) async throws -> Deployment {
    let deployment = try await fixture.enqueue()
    try await DeployJob.run(
      DeployJob.Arguments(deployment: deployment.id),
      JobContext(engine: fixture.engine, job: try await fixture.job(deployment.id)))
    return try await fixture.deployment(deployment.id)
  }
}
