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
}
