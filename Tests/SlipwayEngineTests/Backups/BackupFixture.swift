import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting

@testable import SlipwayEngine

/// A plan, a destination that a test breaks and looks at, and a Docker Engine without anything in it.
struct BackupFixture: Sendable {
  let fixture: EngineFixture
  let objects: FakeObjects
  let plan: BackupPlan

  var store: Store { fixture.engine.store }

  /// - Parameters:
  ///   - docker: what its Docker Engine says besides.
  ///   - change: to the plan, which is one of Slipway itself: that needs nothing else.
  static func with(
    docker: @escaping FakeDocker.Script = { _ in nil },
    _ change: @escaping (inout BackupPlan, Application) -> Void = { _, _ in },
    _ body: (BackupFixture) async throws -> Void
  ) async throws {
    let objects = FakeObjects()
    try await FakeDocker.with {
      docker($0) ?? empty($0)
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host, objects: objects) { fixture in
        let now = fixture.engine.now()
        let destination = FakeObjects.destination(of: fixture.application.organizationID, at: now)
        var plan = BackupPlan(
          organizationID: fixture.application.organizationID, content: .panel, deployableID: nil,
          destinationID: destination.id, appName: "slipway", schedule: "0 3 * * *", createdAt: now)
        plan.settings.includesKey = false
        change(&plan, fixture.application)
        let made = plan
        try await fixture.engine.store.write { tx in
          try tx.destinations.insert(destination)
          try tx.backupPlans.insert(made)
        }
        try await body(BackupFixture(fixture: fixture, objects: objects, plan: made))
      }
    }
  }

  /// Lists of a Docker Engine in which nothing is.
  private static func empty(_ request: FakeDocker.Request) -> FakeDocker.Answer? {
    switch request.path {
    case "/containers/json", "/networks": .init(200, "[]")
    case "/volumes": .init(200, #"{"Volumes":[]}"#)
    default: nil
    }
  }

  /// Queues a backup of the plan.
  func queue() async throws -> BackupRun {
    let (plan, now) = (plan, fixture.engine.now())
    return try await store.write { try BackupQueue.backUp($0, plan, title: "Test", now: now) }
  }

  /// One attempt at a run, as the runner of jobs makes it.
  /// - Returns: what it threw.
  @discardableResult
  func attempt(_ run: BackupRun) async throws -> (any Error)? {
    let job = try await store.read { try $0.jobs.one(ID(run.id.rawValue)) }
    do {
      try await BackupJob.run(BackupJob.Arguments(run: run.id), JobContext(engine: fixture.engine, job: job))
      return nil
    } catch {
      return error
    }
  }

  /// A backup that is there, of some time ago.
  func stored() async throws -> BackupRun {
    let run = try await queue()
    try await attempt(run)
    return try await row(run)
  }

  func row(_ run: BackupRun) async throws -> BackupRun { try await store.read { try $0.backupRuns.one(run.id) } }

  func log(_ run: BackupRun) async throws -> String {
    try await store.read { try $0.backupLogs.tail(of: run.id, lines: 1000) }
  }
}
