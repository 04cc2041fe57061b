import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@Suite struct PasswordJobTests {
  /// A server that has a password, as far as anybody can ask it.
  private final class Server: Sendable {
    /// How it is.
    struct State {
      var password = "p@ss:w/rd"
      var isThere = true
      var isReady = true
      var refuses = false
    }
    let state = Mutex(State())

    func answer(_ request: FakeDocker.Request) -> FakeDocker.Answer? {
      state.withLock { state in
        if request.path == "/tasks" {
          let task =
            #"{"ID":"1","Slot":1,"DesiredState":"running","Status":{"State":"running","ContainerStatus":{"ContainerID":"c1"}}}"#
          return .init(200, state.isThere ? "[\(task)]" : "[]")
        }
        let parts = request.path.split(separator: "/")
        if request.path == "/containers/c1/exec" {
          return .init(201, "{\"Id\":\"\(Self.answer(to: request.body, &state) ? "yes" : "no")\"}")
        }
        guard parts.first == "exec", parts.count == 3 else { return nil }
        if parts[2] == "json" { return .init(200, #"{"Running":false,"ExitCode":0}"#) }
        let text = Array((parts[1] == "yes" ? "ready" : "denied").utf8)
        return .init(200, Data([1, 0, 0, 0, 0, 0, 0, UInt8(text.count)] + text))
      }
    }

    private static func answer(to body: Data, _ state: inout State) -> Bool {
      let words = String(decoding: body, as: UTF8.self).replacing("\\/", with: "/")
      guard state.isReady, words.contains("SLIPWAY_PASSWORD=\(state.password)\"") else { return false }
      guard words.contains("SLIPWAY_NEXT=") else { return true }
      if !state.refuses { state.password = "n3xt" }
      return !state.refuses
    }
  }

  private func with(
    _ change: @escaping @Sendable (inout Server.State) -> Void,
    _ body: (Server, EngineFixture, @escaping @Sendable () async throws -> Void) async throws -> Void
  ) async throws {
    let server = Server()
    server.state.withLock { change(&$0) }
    try await FakeDocker.with({ server.answer($0) }) { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let job = try await insert(fixture)
        try await body(server, fixture) {
          try await PasswordJob.run(try Self.arguments(job), JobContext(engine: fixture.engine, job: job))
        }
      }
    }
  }

  private static func arguments(_ job: Job) throws -> PasswordJob.Arguments {
    try JSONDecoder().decode(PasswordJob.Arguments.self, from: Data(job.arguments.utf8))
  }

  /// A database that serves, and whose password is being changed.
  private func insert(_ fixture: EngineFixture) async throws -> Job {
    let application = fixture.application
    let database = DatabaseEngineTests.database(.mongo) { database in
      database.organizationID = application.organizationID
      database.environmentID = application.environmentID
    }
    let deployment = Deployment(
      organizationID: database.organizationID, deployableID: database.id, createdAt: Date())
    let release = Release(
      organizationID: database.organizationID, deployableID: database.id, deploymentID: deployment.id,
      state: .current,
      serviceName: "main-1", imageReference: "mongo:8", imageIdentity: "sha256:1", spec: Secret("{}"),
      createdAt: Date())
    return try await fixture.engine.store.write { tx in
      try tx.databases.insert(database)
      try tx.deployments.insert(deployment)
      _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Date())
      _ = try tx.deployments.finish(deployment.id, status: .done, now: Date())
      try tx.releases.insert(release)
      return try tx.jobs.one(
        try PasswordWish.change(tx, database.id, to: Secret("n3xt"), isRoot: false, now: Date()))
    }
  }

  private func secrets(_ fixture: EngineFixture) async throws -> DatabaseSecrets {
    try await fixture.engine.store.read { try $0.databases.one(ID("db1")).secrets }
  }

  @Test func `a power cut between a server's new password and its row loses neither`() async throws {
    // It was told, and then everything was gone.
    try await with {
      $0.password = "n3xt"
      $0.isThere = false
    } _: { server, fixture, run in
      await #expect(throws: JobSnooze.self) { try await run() }
      server.state.withLock { state in (state.isThere, state.isReady) = (true, false) }
      await #expect(throws: JobSnooze.self) { try await run() }
      #expect(try await secrets(fixture).nextPassword == Secret("n3xt"))
      server.state.withLock { $0.isReady = true }
      try await run()
      let kept = try await secrets(fixture)
      #expect(kept.password == Secret("n3xt") && kept.nextPassword == nil)
    }
  }

  @Test func `a new password is forgotten only when the server keeps the old one`() async throws {
    try await with {
      $0.refuses = true
    } _: { _, fixture, run in
      await #expect(throws: JobRefusal.self) { try await run() }
      let kept = try await secrets(fixture)
      #expect(kept.password == Secret("p@ss:w/rd") && kept.nextPassword == nil)
    }
  }

  @Test func `a server that is told its new password has it, and so has the row`() async throws {
    try await with {
      _ in
    } _: { server, fixture, run in
      try await run()
      #expect(server.state.withLock { $0.password } == "n3xt")
      #expect(try await secrets(fixture).password == Secret("n3xt"))
    }
  }
}
