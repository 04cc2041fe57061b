import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayAgent
@testable import SlipwayWeb

@Suite struct MonitoringPageTests {
  private static let now = Int(TestCall.now.timeIntervalSince1970)

  private static func measured() async throws -> Dashboard {
    let dashboard = try await Dashboard.make()
    let archive = SeriesArchive(folder: dashboard.test.engine.folders.monitoring)
    try FileManager.default.createDirectory(atPath: archive.folder, withIntermediateDirectories: true)
    let service = try #require(SeriesName(service: dashboard.tenant.application.id.rawValue))
    for series in [SeriesName.machine, service] {
      let writer = try SeriesWriter(archive.path(of: series))
      for second in now - 60...now {
        var sample = Sample(time: UInt32(second))
        sample.cpu = 12.5
        sample.containers = 1
        sample.settlePeaks()
        writer.add(sample)
      }
    }
    return dashboard
  }

  @Test func `the machine's page has its charts, what runs and when it is an alert`() async throws {
    let dashboard = try await Self.measured()
    let markup = try await dashboard.markup("/monitoring")
    #expect(markup.problems.isEmpty, "\(markup.problems)")
    #expect(markup.values("data-usage-chart") == ["cpu", "memory", "room", "network", "block"])
    #expect(markup.values("data-stream") == ["/listen-docker-stats-monitoring?appName=dokploy"])
    #expect(markup.text.contains(dashboard.tenant.application.name))
    #expect(markup.text.contains("12.5 % of a core"))
    #expect(markup.values("action").contains("/forms/save-monitoring"))
  }

  @Test func `servers stand on the page, and one that is away says since when on its own`() async throws {
    let dashboard = try await Self.measured()
    let server = dashboard.tenant.server
    try await dashboard.test.enable(server, of: dashboard.tenant)
    try await dashboard.write { tx in
      _ = try tx.serverAgents.obtain(server.id)
      try tx.serverAgents.note(server.id, isPlaced: true, problem: nil)
      try tx.servers.observe(
        server.id, ServerObservation(since: TestCall.now - 600, isReachable: false, problem: "No route to host."))
    }
    let all = try await dashboard.markup("/monitoring")
    #expect(
      all.problems.isEmpty && all.text.contains(server.name) && all.text.contains("away since"), "\(all.problems)")
    let own = try await dashboard.markup("/servers/\(server.id)/monitoring")
    #expect(own.problems.isEmpty, "\(own.problems)")
    #expect(own.text.contains("No route to host.") && own.text.contains("nothing is known"))
    #expect(own.values("data-usage-chart") == ["cpu", "memory", "room", "network", "block"])
    #expect(own.values("action").contains("/forms/save-monitoring"))
  }

  @Test func `a server without an agent says how it gets one`() async throws {
    let dashboard = try await Dashboard.make()
    let own = try await dashboard.markup("/servers/\(dashboard.tenant.server.id)/monitoring")
    #expect(own.problems.isEmpty && own.text.contains("Setting the server up puts an agent there"), "\(own.text)")
  }

  @Test func `where nothing is measured it is said why`() async throws {
    let markup = try await Dashboard.make().markup("/monitoring")
    #expect(markup.problems.isEmpty)
    #expect(markup.text.contains("Nothing is measured"))
    #expect(markup.text.contains("Nothing that you may see runs here now."))
  }

  @Test func `a service's page has its history and its own stream`() async throws {
    let dashboard = try await Self.measured()
    let id = dashboard.tenant.application.id
    let markup = try await dashboard.markup("/applications/\(id)/metrics")
    #expect(markup.problems.isEmpty, "\(markup.problems)")
    #expect(markup.values("data-usage-chart") == ["cpu", "memory", "network", "block"])
    #expect(markup.values("data-stream") == ["/listen-docker-stats-monitoring?serviceId=\(id)"])
    #expect(markup.values("data-usage-history").first?.contains("12.5") == true)
  }

  @Test func `a span that is over is not followed`() async throws {
    let dashboard = try await Self.measured()
    let id = dashboard.tenant.application.id
    let markup = try await dashboard.markup("/applications/\(id)/metrics?from=\(Self.now - 900)&to=\(Self.now - 600)")
    #expect(markup.values("data-stream") == [""])
    #expect(markup.text.contains("Nothing was measured in this span."))
    #expect(markup.text.contains("Picked"))
  }

  @Test func `thresholds are saved from the page, and refused in words at their fields`() async throws {
    let dashboard = try await Self.measured()
    let saved = try await dashboard.post(
      "/forms/save-monitoring",
      [("thresholds.cpu", "80"), ("thresholds.memory", "0"), ("thresholds.disk", "95"), ("_back", "/monitoring")])
    #expect(saved.status == 303, "\(saved.text.prefix(400))")
    let kept = try await dashboard.test.store.read { try $0.settings.monitoring() }
    #expect(kept.thresholds == Thresholds(cpu: 80, memory: 0, disk: 95))
    let refused = try await dashboard.post(
      "/forms/save-monitoring",
      [("thresholds.cpu", "180"), ("thresholds.memory", "0"), ("thresholds.disk", "95"), ("_back", "/monitoring")])
    #expect(refused.text.contains("must be a percentage"))
  }
}

@Suite struct UsageSpanTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  @Test(arguments: [("minutes", 600), ("hour", 3600), ("day", 86_400), ("month", 2_592_000)])
  func `a range ends now`(_ name: String, _ seconds: Int) {
    let span = UsageSpan(["range": name], now: Self.now)
    #expect(span.range?.rawValue == name)
    #expect(span.to - span.from == seconds)
    #expect(span.to == 1_800_000_001)
  }

  @Test func `a picked span has an address of its own, and what makes no sense is the present`() {
    let span = UsageSpan(["from": "100", "to": "200"], now: Self.now)
    #expect(span.range == nil && span.from == 100 && span.to == 200)
    for query in [
      ["from": "200", "to": "100"], ["from": "-5", "to": "3"], ["from": "x", "to": "3"], ["range": "year"],
    ] {
      #expect(UsageSpan(query, now: Self.now).range == .minutes)
    }
  }
}
