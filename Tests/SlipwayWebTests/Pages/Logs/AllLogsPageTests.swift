import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayLogs
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct AllLogsPageTests {
  private func made(_ text: String) async throws -> Dashboard {
    let dashboard = try await Dashboard.make()
    let line = Array("2026-01-01T00:00:00.123000001Z \(text)\n".utf8)
    let log = Data([1, 0, 0, 0] + withUnsafeBytes(of: UInt32(line.count).bigEndian) { Array($0) } + line)
    let tenant = dashboard.tenant
    try await FakeDocker.with {
      $0.path.hasSuffix("/logs") ? .init(200, log) : nil
    } _: { _, docker in
      let source = OutputSource(
        container: "c1", name: "web.1", organizationID: tenant.organization.id, deployableID: tenant.application.id,
        deploymentID: tenant.deployment.id)
      try await dashboard.test.engine.logs.copy(source, from: docker, bytes: 1 << 20)
    }
    return dashboard
  }

  @Test func `all services can be listened to at once, and those with a tick alone`() async throws {
    let dashboard = try await Dashboard.make()
    let page = try await dashboard.get("/logs")
    #expect(page.status == 200, "\(page.text)")
    #expect(page.text.contains("/listen-logs?tail=50&amp;serviceIds="))
    let id = dashboard.tenant.application.id
    let one = try await dashboard.get("/logs?live=1&in.\(id)=1")
    #expect(one.text.contains("serviceIds=\(id)\""))
    #expect(one.text.contains("name=\"in.\(id)\" value=\"1\" checked"))
  }

  @Test func `a line is found with its service, its level and what was looked for marked`() async throws {
    let dashboard = try await made("[ERROR] <b>it</b> broke")
    let page = try await dashboard.get("/logs?find=1&q=BROKE&level=error")
    #expect(page.text.contains("&lt;b&gt;it&lt;/b&gt; <mark>broke</mark>"))
    #expect(page.text.contains("log-source c1\">web<"))
    #expect(page.text.contains("Not everything could be looked at"))
    let none = try await dashboard.get("/logs?find=1&q=nowhere")
    #expect(none.text.contains("No line was found"))
  }

  @Test func `a service's page offers its deployments and finds what they wrote`() async throws {
    let dashboard = try await made("kept of old")
    let tenant = dashboard.tenant
    let base = "/applications/\(tenant.application.id)/logs"
    let page = try await dashboard.get(base)
    #expect(page.text.contains("What its containers wrote before is kept"))
    #expect(page.text.contains("<option value=\"\(tenant.deployment.id)\""))
    let found = try await dashboard.get("\(base)?find=1&generation=\(tenant.deployment.id)")
    #expect(found.text.contains("kept of old"))
    let other = try await dashboard.get("\(base)?find=1&generation=another")
    #expect(other.text.contains("No line was found"))
    let stack = try await dashboard.get("/compose/\(tenant.stack.id)/logs")
    #expect(stack.status == 200)
  }

  @Test func `what an address asks for is read, and an address is made that asks for it`() throws {
    let asked = LogSearchRequest([
      "find": "1", "q": "a b", "level": "warn", "from": "2026-01-02T03:04", "to": "2026-01-02T03:05", "in.x": "1",
      "in.a": "1",
    ])
    #expect(asked.isAsked && asked.services == ["a", "x"])
    #expect(asked.levels == [.warn, .error, .fatal])
    let input = asked.input(services: nil)
    #expect(input.from == Date(timeIntervalSince1970: 1_767_323_040))
    #expect(input.to.map { Int($0.timeIntervalSince1970) } == 1_767_323_159)
    let address = AddressQuery(asked.address("/logs", older: "1.b.2"))
    #expect(address.path == "/logs")
    var next = LogSearchRequest(address.values)
    #expect(next.cursor == "1.b.2")
    next.cursor = ""
    #expect(next == asked)
    #expect(LogSearchRequest(["from": "yesterday", "level": "loud"]).input(services: nil).from == nil)
    #expect(LogSearchRequest([:]).isAsked == false)
  }

  @Test func `how much is kept is set on Slipway's own page`() async throws {
    let dashboard = try await Dashboard.make()
    #expect(try await dashboard.get("/settings/slipway").text.contains("name=\"logMegabytes\""))
    let saved = try await dashboard.post(
      "/forms/save-log-keeping",
      [("_back", "/settings/slipway"), ("_form", "save-log-keeping"), ("logMegabytes", "7")])
    #expect(saved.status == 303)
    #expect(try await dashboard.test.store.read { try $0.settings.server()?.logMegabytes } == 7)
  }
}
