import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures
import Testing

@testable import SlipwayWeb

@Suite struct PlaceSelectTests {
  private static func server(_ name: String, _ state: String, type: String = "deploy") throws -> ServerRow {
    let json = """
      {"serverId":"\(name)","name":"\(name)","description":null,"ipAddress":"192.0.2.1","port":22,"username":"root",
      "appName":"x","enableDockerCleanup":true,"buildsConcurrency":1,"createdAt":0,"organizationId":"o",
      "serverStatus":"active","serverType":"\(type)","command":"","sshKeyId":null,"sshKeyName":null,"state":"\(state)",
      "isEnabled":true,"hostKeyFingerprint":null,"isReachable":null,"observedSince":null,"problem":null,
      "dockerVersion":null}
      """
    return try JSONDecoder().decode(ServerRow.self, from: Data(json.utf8))
  }

  private static func html(_ servers: [ServerRow]) -> HTML? {
    PlaceSelect(servers).html(PostForm("create", PostFormTests.context()))
  }

  @Test func `where there is no server that services can run on, nobody is asked`() throws {
    #expect(Self.html([]) == nil)
    let others = [try Self.server("fresh", "fresh"), try Self.server("builder", "ready", type: "build")]
    #expect(Self.html(others) == nil)
  }

  @Test func `servers that are ready are offered after this machine`() throws {
    let servers = [try Self.server("web-1", "ready"), try Self.server("web-2", "unreachable")]
    let markup = Markup(Self.html(servers)?.text ?? "")
    #expect(markup.problems.isEmpty)
    #expect(markup.values("value") == ["", "web-1", "web-2"])
    #expect(markup.text.contains("does not answer now"))
  }
}
