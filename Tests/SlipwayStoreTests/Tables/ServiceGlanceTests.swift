import Foundation
import SlipwayCore
import Testing

@testable import SlipwayStore

@Suite struct ServiceGlanceTests {
  @Test func `a service that was never deployed has nothing to show`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    let glances = try await store.read { try $0.deployables.glances(in: tenant.environment.id) }
    #expect(
      glances == [
        ServiceGlance(
          id: tenant.application.id, isStopped: false, isServing: false, host: nil, isHTTPS: false,
          lastDeployedAt: nil)
      ])
  }

  @Test func `it serves by its current release, at its first address that is on, since its last deployment`()
    async throws
  {
    let tenant = Tenant()
    let store = try await tenant.store()
    try await store.write { tx in
      var (first, second) = (tenant.deployment(), tenant.deployment("Second", after: 60))
      (first.status, second.status) = (.done, .error)
      try tx.deployments.insert(first)
      try tx.deployments.insert(second)
      try tx.releases.insert(tenant.release(of: first, state: .current))
      try tx.deployables.setStopped(tenant.application.id, true)
      for (host, isEnabled) in [("off.example.org", false), ("on.example.org", true), ("later.example.org", true)] {
        try tx.domains.insert(
          Domain(
            organizationID: tenant.organization.id, deployableID: tenant.application.id, host: host, https: true,
            certificateType: .letsencrypt, isEnabled: isEnabled, createdAt: Tenant.start))
      }
    }
    let glances = try await store.read { try $0.deployables.glances(in: tenant.environment.id) }
    #expect(
      glances == [
        ServiceGlance(
          id: tenant.application.id, isStopped: true, isServing: true, host: "on.example.org", isHTTPS: true,
          lastDeployedAt: Tenant.start, lastTriedAt: Tenant.start.addingTimeInterval(60))
      ])
  }

  @Test func `another environment's services are not among them`() async throws {
    let (tenant, other) = (Tenant(), Tenant("other"))
    let store = try await tenant.store()
    try await store.write { try other.insert($0) }
    let glances = try await store.read { try $0.deployables.glances(in: other.environment.id) }
    #expect(glances.map(\.id) == [other.application.id])
  }
}
