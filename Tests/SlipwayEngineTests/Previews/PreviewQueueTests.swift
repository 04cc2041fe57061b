import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@testable import SlipwayEngine

@Suite struct PreviewQueueTests {
  private static let commit = String(repeating: "a", count: 40)
  private static let place = PreviewPlace(
    instance: "slipway", address: "192.0.2.7", now: Date(timeIntervalSince1970: 1_000_000))

  private func preview(of fixture: EngineFixture, isFork: Bool = false) -> PreviewDeployment {
    PreviewDeployment(
      organizationID: fixture.application.organizationID, parentID: fixture.application.id, number: 7,
      title: "A change",
      origin: PreviewDeployment.Origin(
        provider: "github", repository: "a/b", branch: "change", base: "main", reference: "refs/pull/7/head",
        isFork: isFork), commit: Self.commit, needsApproval: isFork, createdAt: Self.place.now)
  }

  private func with(_ body: (EngineFixture) async throws -> Void) async throws {
    try await EngineFixture.with { application in
      application.source.customGitUrl = "https://git.example.org/a/b.git"
      application.source.customGitBranch = "main"
      application.secrets.env = Secret("SECRET=production")
    } _: { fixture in
      let application = fixture.application
      try await fixture.engine.store.write { tx throws in
        var plan = PreviewPlan(id: application.id, organizationID: application.organizationID)
        plan.settings.isPreviewDeploymentsActive = true
        plan.settings.previewExpiryHours = 2
        try tx.previewPlans.keep(plan)
        try tx.mounts.insert(
          Mount(
            organizationID: application.organizationID, deployableID: application.id, type: .volume,
            volumeName: "production-data", mountPath: "/data"))
        try tx.mounts.insert(
          Mount(
            organizationID: application.organizationID, deployableID: application.id, type: .bind,
            hostPath: "/srv/production", mountPath: "/srv"))
      }
      try await body(fixture)
    }
  }

  @Test func `a preview is an application of its own that lists leave out`() async throws {
    try await with { fixture in
      let preview = preview(of: fixture)
      try await fixture.engine.store.write { tx throws in
        let queued = try PreviewQueue(tx, Self.place).create(preview)
        #expect(queued.count == 1 && queued.first?.deployment.commit == Self.commit)
        let main = try #require(try tx.previews.parts(of: preview.id).first)
        let copy = try tx.applications.one(main.id)
        #expect(copy.source.customGitBranch == "refs/pull/7/head")
        #expect(!copy.secrets.env.reveal().contains("production"))
        #expect(copy.appName.hasPrefix("preview-") && !copy.autoDeploy)
        let volumes = try tx.mounts.all(of: main.id).compactMap(\.volumeName)
        #expect(volumes.count == 1 && volumes.allSatisfy { $0.hasPrefix(copy.appName) })
        #expect(try tx.domains.all(of: main.id).map(\.host) == ["\(copy.appName).192-0-2-7.sslip.io"])
        let listed = try tx.deployables.overview(in: preview.organizationID).map(\.id)
        #expect(listed == [fixture.application.id])
        #expect(try tx.previews.expired(Self.place.now.addingTimeInterval(7200)).map(\.id) == [preview.id])
      }
    }
  }

  @Test func `a fork has no rows of what could run until it is approved`() async throws {
    try await with { fixture in
      let preview = preview(of: fixture, isFork: true)
      try await fixture.engine.store.write { tx throws in
        let queue = PreviewQueue(tx, Self.place)
        #expect(try queue.create(preview).isEmpty)
        #expect(try tx.previews.parts(of: preview.id).isEmpty)
        #expect(throws: SlipwayError.self) { try queue.deploy(preview.id) }
        #expect(throws: SlipwayError.self) {
          try queue.approve(preview.id, commit: String(repeating: "b", count: 40), by: "ada")
        }
        #expect(try queue.approve(preview.id, commit: Self.commit, by: "ada").count == 1)
      }
    }
  }

  @Test func `a mount that is added to the parent gets a volume of its own in its preview`() async throws {
    try await with { fixture in
      let preview = preview(of: fixture)
      try await fixture.engine.store.write { tx throws in
        let queue = PreviewQueue(tx, Self.place)
        _ = try queue.create(preview)
        try tx.mounts.insert(
          Mount(
            organizationID: preview.organizationID, deployableID: preview.parentID, type: .volume,
            volumeName: "production-cache", mountPath: "/cache"))
        try queue.deploy(preview.id)
        let main = try #require(try tx.previews.parts(of: preview.id).last)
        let volumes = try tx.mounts.all(of: main.id).compactMap(\.volumeName)
        #expect(volumes.count == 2 && Set(volumes).count == 2)
      }
    }
  }

  @Test func `a push to an approved fork while its database starts does not run unapproved code`() async throws {
    try await with { fixture in
      let preview = preview(of: fixture, isFork: true)
      let other = String(repeating: "b", count: 40)
      try await fixture.engine.store.write { tx throws in
        let database = try insertDatabase(for: fixture.application, tx)
        let queue = PreviewQueue(tx, Self.place)
        _ = try queue.create(preview)
        let queued = try queue.approve(preview.id, commit: Self.commit, by: "ada")
        var pushed = PreviewRequest(action: .pushed, number: 7, title: "t", origin: preview.origin, commit: other)
        pushed.author = "stranger"
        #expect(try queue.update(preview.id, pushed, needsApproval: true).isEmpty)
        try serve(queued[0].deployment, tx)
        let main = try #require(try tx.previews.parts(of: preview.id).last)
        #expect(main.kind == .application && database.secrets.password.reveal() == "of-production")
        let deployments = try tx.deployments.active(of: main.id)
        #expect(deployments.map(\.commit) == [Self.commit])
      }
    }
  }

  @Test(arguments: [Deployment.Kind.deploy, .rebuild])
  func `deploying a preview's application deploys the approved commit only`(kind: Deployment.Kind) async throws {
    try await with { fixture in
      let preview = preview(of: fixture, isFork: true)
      try await fixture.engine.store.write { tx throws in
        let queue = PreviewQueue(tx, Self.place)
        _ = try queue.create(preview)
        _ = try queue.approve(preview.id, commit: Self.commit, by: "ada")
        var pushed = preview
        (pushed.commit, pushed.approvedCommit) = (String(repeating: "b", count: 40), Self.commit)
        try tx.previews.update(pushed)
        let main = try #require(try tx.previews.parts(of: preview.id).last)
        let now = Self.place.now
        let again = try DeploymentQueue.enqueue(tx, DeploymentRequest(deployable: main, kind: kind), now: now)
        #expect(again.deployment.commit == Self.commit)
        pushed.approvedCommit = nil
        try tx.previews.update(pushed)
        #expect(throws: SlipwayError.self) {
          try DeploymentQueue.enqueue(tx, DeploymentRequest(deployable: main, kind: kind), now: now)
        }
      }
    }
  }

  /// A database that previews have one like, from now on.
  private func insertDatabase(for application: Application, _ tx: Transaction) throws -> Database {
    var database = Database(
      organizationID: application.organizationID, environmentID: application.environmentID, name: "cache",
      appName: "redis-cache-abc123", settings: DatabaseSettings(engine: .redis, dockerImage: "redis:7"),
      createdAt: Self.place.now)
    database.secrets.password = Secret("of-production")
    try tx.databases.insert(database)
    var plan = try tx.previewPlans.one(application.id)
    plan.settings.previewDatabaseIds = [database.id]
    try tx.previewPlans.keep(plan)
    return database
  }

  /// Ends a deployment as one does that serves.
  private func serve(_ deployment: Deployment, _ tx: Transaction) throws {
    let release = Release(
      organizationID: deployment.organizationID, deployableID: deployment.deployableID, deploymentID: deployment.id,
      state: .candidate, serviceName: "r", imageReference: "redis:7", imageIdentity: "sha256:1",
      spec: Secret("{}"), createdAt: Self.place.now)
    try tx.releases.insert(release)
    _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Self.place.now)
    let running = try tx.deployments.one(deployment.id)
    #expect(try DeploymentFinish.end(tx, running, .done(release), Self.place.now))
  }

  @Test func `a removal leaves no row, and jobs for everything that is none`() async throws {
    try await with { fixture in
      let preview = preview(of: fixture)
      try await fixture.engine.store.write { tx throws in
        _ = try PreviewQueue(tx, Self.place).create(preview)
        let volume = try tx.mounts.all(of: try #require(try tx.previews.parts(of: preview.id).first).id).first?
          .volumeName
        let begun = try PreviewRemoval.begin(preview, now: Self.place.now, tx)
        #expect(begun.cancelled.count == 1 && begun.jobs.count == 1)
        #expect(try tx.previews.all(of: fixture.application.id).isEmpty)
        #expect(try tx.deployables.all(in: preview.organizationID).map(\.id) == [fixture.application.id])
        #expect(try tx.volumeClaims.find(try #require(volume)) == nil)
      }
    }
  }

  @Test func `a preview's database comes first, and the preview as soon as it serves`() async throws {
    try await with { fixture in
      let preview = preview(of: fixture)
      let application = fixture.application
      try await fixture.engine.store.write { tx throws in
        let database = try insertDatabase(for: application, tx)
        let queued = try PreviewQueue(tx, Self.place).create(preview)
        let parts = try tx.previews.parts(of: preview.id)
        #expect(parts.map(\.kind) == [.database, .application])
        #expect(queued.map(\.deployment.deployableID) == [parts[0].id])
        let copy = try tx.databases.one(parts[0].id)
        #expect(copy.secrets.password != database.secrets.password)
        #expect(try tx.applications.one(parts[1].id).secrets.env.reveal().contains("REDIS_URL"))
        #expect(try tx.previews.one(preview.id).isPreparing)
        #expect(try tx.deployments.active(of: parts[1].id).isEmpty)

        try serve(queued[0].deployment, tx)
        #expect(try tx.deployments.active(of: parts[1].id).count == 1)
        #expect(try !tx.previews.one(preview.id).isPreparing)
      }
    }
  }
}
