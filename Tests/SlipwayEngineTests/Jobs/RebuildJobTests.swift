import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@testable import SlipwayEngine

@Suite struct RebuildJobTests {
  private func database(_ fixture: EngineFixture) async throws -> Database {
    let application = fixture.application
    let database = DatabaseEngineTests.database(.postgres) { database in
      database.organizationID = application.organizationID
      database.environmentID = application.environmentID
    }
    try await fixture.engine.store.write { tx in
      try tx.databases.insert(database)
      try tx.mounts.insert(Self.mount(of: database.deployable))
    }
    return database
  }

  private static func mount(of deployable: Deployable) -> Mount {
    Mount(
      organizationID: deployable.organizationID, deployableID: deployable.id, type: .volume, volumeName: "main-data",
      mountPath: "/data")
  }

  @Test func `a database whose volume somebody else mounts is not rebuilt on its old data`() async throws {
    try await EngineFixture.with { fixture in
      let database = try await database(fixture)
      let (queued, other) = try await fixture.engine.store.write { tx in
        (try RebuildJob.enqueue(tx, database, now: Date()), try tx.applications.one(fixture.application.id))
      }
      try await fixture.engine.store.write { tx in
        try tx.mounts.insert(Self.mount(of: other.deployable))
        #expect {
          try RebuildJob.enqueue(tx, database, now: Date())
        } throws: {
          ($0 as? SlipwayError)?.code == .conflict && ($0 as? SlipwayError)?.message.contains("web") == true
        }
      }
      // It came to mount it since.
      let job = try await fixture.engine.store.read { try $0.jobs.one(queued.job) }
      await #expect(throws: JobRefusal.self) {
        try await RebuildJob.run(
          RebuildJob.Arguments(database: database.id, deployment: queued.deployment),
          JobContext(engine: fixture.engine, job: job))
      }
      let deployment = try await fixture.deployment(queued.deployment)
      #expect(deployment.status == .error && deployment.errorMessage?.contains("web mounts") == true)
    }
  }

  @Test func `a rebuild that cannot be finished says so, and the database is not started on what is left`()
    async throws
  {
    try await EngineFixture.with { fixture in
      let database = try await database(fixture)
      let queued = try await fixture.engine.store.write { try RebuildJob.enqueue($0, database, now: Date()) }
      let job = try await fixture.engine.store.read { try $0.jobs.one(queued.job) }
      try await RebuildJob.giveUp(
        RebuildJob.Arguments(database: database.id, deployment: queued.deployment),
        JobContext(engine: fixture.engine, job: job), error: SlipwayError(.conflict, "The volume is in use."))
      let (deployment, after) = try await fixture.engine.store.read { tx in
        (try tx.deployments.one(queued.deployment), try tx.deployables.one(database.id))
      }
      #expect(deployment.status == .error && deployment.errorMessage?.contains("The volume is in use.") == true)
      #expect(deployment.title == "Rebuild from nothing")
      #expect(after.isStopped && after.status == .error)
    }
  }
}
