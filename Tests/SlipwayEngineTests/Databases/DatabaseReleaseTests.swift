import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import Testing

/// A database as the release stages see it.
@Suite struct DatabaseReleaseTests {
  private func snapshot(
    _ kind: Database.Engine, _ change: @escaping @Sendable (inout Database) -> Void = { _ in },
    _ body: (DeploymentSnapshot) throws -> Void
  ) async throws {
    try await EngineFixture.with { fixture in
      let application = fixture.application
      let database = DatabaseEngineTests.database(kind) { database in
        database.organizationID = application.organizationID
        database.environmentID = application.environmentID
        change(&database)
      }
      try await fixture.engine.store.write { tx in
        try tx.databases.insert(database)
        try tx.mounts.insert(
          Mount(
            organizationID: database.organizationID, deployableID: database.id, type: .volume,
            volumeName: "main-data", mountPath: "/data"))
      }
      let deployment = Deployment(
        organizationID: database.organizationID, deployableID: database.id, createdAt: Date())
      try body(try await DeploymentSnapshot.load(fixture.engine.store, deployment))
    }
  }

  private func spec(_ snapshot: DeploymentSnapshot) throws -> ServiceSpec {
    try ServiceSpec(
      snapshot, image: "sha256:abc",
      surroundings: Surroundings(
        instance: "slipway", serviceName: "main-abc123-r1", release: ID("rel"), folders: DataFolders(root: "/data"),
        hasVirtualAddresses: true))
  }

  @Test func `It is never two, whatever was typed`() async throws {
    try await snapshot(.postgres) { database in
      database.runtime.replicas = 5
      database.runtime.updateConfigSwarm = SwarmUpdateConfig(
        Parallelism: 2, FailureAction: "rollback", Order: "start-first")
    } _: { snapshot in
      let spec = try spec(snapshot)
      #expect(spec.Mode?.Replicated?.Replicas == 1)
      #expect(spec.UpdateConfig?.Order == "stop-first" && spec.RollbackConfig?.Order == "stop-first")
      #expect(spec.excludes(spec, order: snapshot.application.runtime.updateConfigSwarm?.Order))
      #expect(spec.TaskTemplate.ContainerSpec.StopGracePeriod == 60_000_000_000)
    }
  }

  @Test func `What its image needs comes first, what was typed after it`() async throws {
    try await snapshot(.postgres) {
      $0.secrets.env = Secret("POSTGRES_INITDB_ARGS=--locale=C\nREGION=${{project.REGION}}")
    } _: { snapshot in
      let container = try spec(snapshot).TaskTemplate.ContainerSpec
      #expect(
        container.Env == [
          "POSTGRES_DB=shop", "POSTGRES_USER=anna", "POSTGRES_PASSWORD=p@ss:w/rd",
          "POSTGRES_INITDB_ARGS=--locale=C", "REGION=eu",
        ])
      #expect(snapshot.concealed.contains(Secret("p@ss:w/rd")))
    }
  }

  @Test func `A file of its engine is mounted read-only beside its volume`() async throws {
    try await snapshot(.redis) { snapshot in
      let container = try spec(snapshot).TaskTemplate.ContainerSpec
      let mounts = try #require(container.Mounts)
      #expect(mounts.map(\.Target) == ["/data", "/etc/slipway/redis.conf"])
      #expect(mounts[1].ReadOnly == true && mounts[1].Source?.hasSuffix("/redis.conf") == true)
      #expect(container.Args == ["redis-server", "/etc/slipway/redis.conf"] && container.Command == nil)
    }
  }

  @Test func `A command of its owner's own replaces the engine's words`() async throws {
    try await snapshot(.redis) {
      $0.runtime.args = ["redis-server", "--appendonly", "no"]
    } _: { snapshot in
      let container = try spec(snapshot).TaskTemplate.ContainerSpec
      #expect(container.Args == ["redis-server", "--appendonly", "no"])
    }
  }

  @Test func `Only the server may read a replica set's key`() async throws {
    try await snapshot(.mongo) {
      $0.settings.replicaSets = true
    } _: { snapshot in
      #expect(snapshot.fileOwners == ["/etc/slipway/replica-set.key": 999])
    }
  }
}
