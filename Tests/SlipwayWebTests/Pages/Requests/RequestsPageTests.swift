import Foundation
import SlipwayCore
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct RequestsPageTests {
  @Test func `while nothing is counted it says what switching it on does`() async throws {
    let dashboard = try await Dashboard.make()
    let page = try await dashboard.get("/requests")
    #expect(page.text.contains("Requests are not counted"))
    #expect(page.text.contains("action=\"/do/settings.toggleRequests\""))
    let done = try await dashboard.post("/do/settings.toggleRequests", [("_back", "/requests"), ("enable", "true")])
    #expect(done.status == 303)
    #expect(try await dashboard.get("/requests").text.contains("Stop counting"))
  }

  @Test func `what was counted is drawn and listed, for all domains and for one`() async throws {
    let dashboard = try await Dashboard.make()
    let domain = dashboard.tenant.domain
    for span in RequestCount.Span.allCases {
      var count = RequestCount(
        domainID: domain.id, organizationID: domain.organizationID, span: span, startedAt: TestCall.now - 3600)
      count.classes = [0, 30, 0, 2, 1]
      count.latencies = "100:30,200:3"
      count.paths = "{\"/<b>\":33}"
      let row = count
      try await dashboard.test.store.write { try $0.requestCounts.put(row) }
    }
    for address in ["/requests", "/requests?hours=168", "/requests?domain=\(domain.id)"] {
      let page = try await dashboard.get(address)
      #expect(page.text.contains(domain.host) && page.text.contains("<rect class=\"k2\""), "\(address)")
      #expect(page.text.contains("<code>/&lt;b&gt;</code>") && page.text.contains("<polyline class=\"s3\""))
    }
    let other = try await dashboard.get("/requests?domain=\(dashboard.test.other.domain.id)")
    #expect(other.status == 404)
  }

  @Test func `times and tops are round`() {
    #expect(RequestCharts.time(0.85) == "850 µs" && RequestCharts.time(2.34) == "2.3 ms")
    #expect(RequestCharts.time(950.4) == "950 ms" && RequestCharts.time(1400) == "1.4 s")
    #expect(RequestCharts.above(33, least: 5) == 50 && RequestCharts.above(0, least: 5) == 5)
    #expect(RequestCharts.above(100, least: 5) == 100)
  }
}
