import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct ActivityPageTests {
  @Test func `200 deployments come in pages, each of less than 100 KB`() async throws {
    let dashboard = try await Dashboard.make()
    let crowd = Crowd(tenant: dashboard.tenant, count: 200, text: "A deployment with a title of the usual length")
    try await dashboard.write { try crowd.insert($0) }
    let first = try await dashboard.get("/activity")
    #expect(first.text.utf8.count < 100_000)
    let markup = Markup(first.text)
    #expect(markup.problems.isEmpty)
    #expect(markup.all("article").count == 50)
    #expect(markup.values("href").contains("/activity?older=50"))
    #expect(!markup.text.contains("Newer"))
    let last = try await dashboard.markup("/activity?older=200")
    #expect(last.all("article").count == 1, "the tenant's own")
    #expect(last.values("href").contains("/activity?older=150"))
    #expect(!last.text.contains("Older"))
  }

  @Test func `what is at work stays in sight on every page`() async throws {
    let dashboard = try await Dashboard.make()
    let tenant = dashboard.tenant
    let crowd = Crowd(tenant: tenant, count: 60, text: "Newer")
    try await dashboard.write { tx in
      try tx.deployments.insert(
        Deployment(
          organizationID: tenant.organization.id, deployableID: tenant.application.id, status: .queued,
          title: "An early one that waits", createdAt: TestCall.now.addingTimeInterval(-9_000)))
      try crowd.insert(tx)
    }
    for address in ["/activity", "/activity?older=50"] {
      #expect(try await dashboard.markup(address).text.contains("An early one that waits"))
    }
  }
}
