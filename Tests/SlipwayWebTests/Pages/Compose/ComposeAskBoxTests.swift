import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayWeb

@Suite struct ComposeAskBoxTests {
  @Test func `a file that asks for the server is not deployed before its owner says yes`() async throws {
    // What a file asks for is told by what Docker Compose has read of it.
    let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: "test")
    let dashboard = try await Dashboard.make(host: host)
    let environment = dashboard.tenant.environment.id
    let before = try await dashboard.test.store.read { try $0.deployables.all(in: environment) }
    let reply = try await dashboard.post(
      "/forms/create-compose",
      [
        ("environmentId", environment.rawValue), ("name", "Sock"), ("sourceType", "raw"), ("then", "deploy"),
        ("composeFile", "services:\r\n  web:\r\n    image: nginx\r\n    privileged: true\r\n"),
      ])
    let address = try #require(reply["location"], "\(reply.text)")
    #expect(address.hasSuffix("?asks=1"))
    let page = try await dashboard.markup(address)
    #expect(page.problems.isEmpty)
    #expect(page.text.contains("Allow and deploy") && page.text.contains("services.web.privileged"))
    let made = try await dashboard.test.store.read { tx in
      try tx.deployables.all(in: environment).first { one in !before.contains { $0.id == one.id } }
    }
    let id = try #require(made).id
    try await dashboard.test.store.read { tx throws in
      #expect(try tx.composeStacks.one(id).settings.allowedDangers.isEmpty)
      #expect(try tx.deployments.all(of: id, limit: 9).isEmpty)
    }
  }
}
