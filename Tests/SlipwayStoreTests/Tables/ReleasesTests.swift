import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct ReleasesTests {
  private let tenant = Tenant()

  @Test func `exactly one release of an application is current`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    try await store.write { tx throws in
      let releases = try (0..<3).map { _ in
        let deployment = tenant.deployment()
        try tx.deployments.insert(deployment)
        let release = tenant.release(of: deployment)
        try tx.releases.insert(release)
        #expect(try tx.releases.byDeployment(deployment.id) == release)
        return release
      }
      let application = tenant.application.id
      #expect(try tx.releases.current(of: application) == nil)
      for release in releases {
        try tx.releases.makeCurrent(release.id, of: application)
        #expect(try tx.releases.current(of: application)?.id == release.id)
      }
      try tx.releases.makeCurrent(releases[0].id, of: application)
      try tx.releases.makeCurrent(releases[0].id, of: application)
      #expect(try tx.releases.all(of: application, limit: 9).map(\.state) == [.previous, .previous, .current])
      #expect(throws: SlipwayError.self) { try tx.releases.makeCurrent(releases[1].id, of: ID("other")) }
      #expect(try tx.releases.setState(releases[2].id, .failed))
      #expect(try tx.releases.one(releases[2].id).state == .failed)
      #expect(try tx.releases.one(releases[2].id).spec == releases[2].spec)
    }
  }

  @Test func `deployments of releases that are not kept any more are trimmed`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    try await store.write { tx throws in
      let application = tenant.application.id
      for _ in 0..<5 {
        let deployment = tenant.deployment()
        try tx.deployments.insert(deployment)
        _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Tenant.start)
        _ = try tx.deployments.finish(
          deployment.id, status: .done, errorMessage: nil, evidence: nil, now: Tenant.start)
        let release = tenant.release(of: deployment)
        try tx.releases.insert(release)
        try tx.releases.makeCurrent(release.id, of: application)
        try tx.releases.retire(of: application, keeping: 2)
      }
      #expect(
        try tx.releases.all(of: application, limit: 9).map(\.state)
          == [.current, .previous, .previous, .retired, .retired])
      #expect(try tx.deployments.trim(application, keep: 1).count == 2)
      #expect(try tx.releases.all(of: application, limit: 9).map(\.state) == [.current, .previous, .previous])
    }
  }
}
