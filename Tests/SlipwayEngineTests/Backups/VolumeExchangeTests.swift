import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayEngine

@Suite struct VolumeExchangeTests {
  /// A restore into a volume of the fixture's application that is at work, on a Docker Engine with one container that
  /// mounts it.
  private func with(
    container labels: @escaping @Sendable (EngineFixture) -> [String: String], state: String,
    _ body: (VolumeExchange, EngineFixture, FakeDocker) async throws -> Void
  ) async throws {
    let answer = Answer()
    try await FakeDocker.with { request in
      switch (request.method, request.path) {
      case ("GET", "/containers/json"): .init(200, answer.text)
      case ("DELETE", _): .init(204)
      default: nil
      }
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        let words = labels(fixture).map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
        answer.text = "[{\"Id\":\"c1\",\"Names\":[\"/somebody\"],\"State\":\"\(state)\",\"Labels\":{\(words)}}]"
        let work = try await BackupWork(fixture.engine, try await run(fixture))
        try await body(
          VolumeExchange(work: work, target: fixture.application.id, volume: "web-data"), fixture, fake)
      }
    }
  }

  /// What Docker lists.
  private final class Answer: Sendable {
    private let value = Mutex("[]")
    var text: String {
      get { value.withLock { $0 } }
      set { value.withLock { $0 = newValue } }
    }
  }

  private func run(_ fixture: EngineFixture) async throws -> BackupRun {
    var request = RestoreRequest(content: .volume)
    request.volumeName = "web-data"
    let (fixed, target) = (request, fixture.application.deployable)
    let destination = Destination(
      organizationID: target.organizationID, name: "d", bucket: "b", accessKey: "k", secretAccessKey: Secret("s"),
      createdAt: Date())
    return try await fixture.engine.store.write { tx in
      try tx.destinations.insert(destination)
      let run = try BackupQueue.restore(tx, fixed, key: "x.tar", from: destination.id, into: target, now: Date())
      _ = try tx.backupRuns.move(run.id, from: [.queued], to: .running, now: Date())
      return try tx.backupRuns.one(run.id)
    }
  }

  private let staged = StagedVolume(bytes: 10, labels: [:], isServing: true)

  @Test(arguments: ["running", "paused", "restarting", "created", "exited", "dead"])
  func `a container of somebody else is neither ended nor removed for a restore`(_ state: String) async throws {
    try await with(container: { _ in ["com.example": "other"] }, state: state) { exchange, fixture, fake in
      await #expect {
        try await exchange.begin(staged)
      } throws: { error in
        let error = error as? SlipwayError
        return error?.code == .conflict && error?.message.contains("somebody") == true
      }
      #expect(!fake.requests.contains { $0.method == "DELETE" })
      let (run, stopped) = try await fixture.engine.store.read { tx in
        (try tx.backupRuns.one(exchange.work.run.id), try tx.deployables.one(fixture.application.id).isStopped)
      }
      #expect(!run.isExchanging && !stopped)
    }
  }

  @Test(arguments: [
    ("exited", true), ("created", true), ("running", false), ("paused", false), ("restarting", false),
  ])
  func `what has ended of the service itself goes, what has not stays`(_ state: String, _ goes: Bool) async throws {
    try await with(container: { ReleaseLabels.own($0.application.id, $0.engine) }, state: state) {
      exchange, fixture, fake in
      if goes {
        try await exchange.begin(staged)
      } else {
        await #expect(throws: SlipwayError.self) { try await exchange.begin(staged) }
      }
      #expect(fake.requests.contains { $0.method == "DELETE" } == goes)
    }
  }

  @Test func `from the exchange on the rows say that the service shall not run, and nobody stops it half-way`()
    async throws
  {
    try await with(container: { ReleaseLabels.own($0.application.id, $0.engine) }, state: "exited") {
      exchange, fixture, _ in
      try await exchange.begin(staged)
      try await fixture.engine.store.write { tx in
        let run = try tx.backupRuns.one(exchange.work.run.id)
        #expect(run.isExchanging)
        #expect(try tx.deployables.one(fixture.application.id).isStopped)
        #expect(throws: SlipwayError.self) { try BackupQueue.cancel(tx, run.id, now: Date()) }
        #expect(try !tx.backupRuns.one(run.id).isCancelRequested)
      }
    }
  }

  @Test func `a restore that was cancelled in time exchanges nothing`() async throws {
    try await with(container: { ReleaseLabels.own($0.application.id, $0.engine) }, state: "exited") {
      exchange, fixture, _ in
      let id = exchange.work.run.id
      _ = try await fixture.engine.store.write { try BackupQueue.cancel($0, id, now: Date()) }
      await #expect(throws: CancellationError.self) { try await exchange.begin(staged) }
      #expect(try await !fixture.engine.store.read { try $0.backupRuns.one(id).isExchanging })
    }
  }
}
