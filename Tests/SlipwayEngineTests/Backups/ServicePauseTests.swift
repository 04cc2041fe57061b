import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct ServicePauseTests {
  private func work(_ fixture: EngineFixture) async throws -> BackupWork {
    let application = fixture.application
    var run = BackupRun(
      organizationID: application.organizationID, kind: .restore, deployableID: application.id, destinationID: nil,
      title: "", objectKey: "x.tar", createdAt: Date())
    run.restore = RestoreRequest(content: .volume)
    let made = run
    try await fixture.engine.store.write { try $0.backupRuns.insert(made) }
    return try await BackupWork(fixture.engine, run)
  }

  private func jobs(_ fixture: EngineFixture) async throws -> [String] {
    try await fixture.engine.store.read { try $0.jobs.active().map(\.kind) }
  }

  @Test func `a service that could not be stopped is started again`() async throws {
    // It takes the wish, and does not say what became of its tasks.
    try await FakeDocker.with { request in
      switch request.path {
      case let path where path.hasPrefix("/services/web-"):
        .init(
          200,
          #"{"ID":"s","Version":{"Index":1},"Spec":{"Name":"web-1","TaskTemplate":{"ContainerSpec":{"Image":"x"}}}}"#)
      case "/services/s/update": .init(200, "{}")
      case "/tasks": .init(500, #"{"message":"no answer"}"#)
      default: nil
      }
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) { fixture in
        try await fixture.release()
        let work = try await work(fixture)
        await #expect(throws: (any Error).self) {
          _ = try await ServicePause.begin(fixture.application.id, for: "data", work, while: "its volume is copied")
        }
        #expect(try await jobs(fixture) == ["start"])
      }
    }
  }

  @Test func `what was never deployed or is stopped is not started for a backup`() async throws {
    try await EngineFixture.with { fixture in
      let id = fixture.application.id
      let work = try await work(fixture)
      #expect(try await ServicePause.begin(id, for: "data", work, while: "its volume is copied") == nil)
      try await fixture.release()
      try await fixture.engine.store.write { try $0.deployables.setStopped(id, true) }
      #expect(try await ServicePause.begin(id, for: "data", work, while: "its volume is copied") == nil)
    }
  }

  @Test func `a restore that was cut off and then fails has its service looked after`() async throws {
    try await EngineFixture.with { fixture in
      try await fixture.release()
      let run = try await work(fixture).run
      try await fixture.engine.store.write { try ServicePause.repair($0, after: run, now: Date()) }
      #expect(try await jobs(fixture) == ["start"])
    }
  }
}
