import SlipwayCore
import Testing

@Suite struct ServerTests {
  @Test(arguments: [
    ("web-1.example.com", "web-1.example.com"), (" 192.0.2.10 ", "192.0.2.10"), ("2001:DB8::1", "2001:db8::1"),
    ("LOCAL", "local"),
  ]) func `addresses are host names and addresses of both kinds`(typed: String, kept: String) throws {
    #expect(try Server.address(typed) == kept)
  }

  @Test(arguments: [
    "", "-oProxyCommand=x", "root@host", "host:22", "ssh://host", "a b", "a\nb", "host/x", "$(id)", "[::1]",
    "fe80::1%eth0",
    "::g",
  ]) func `what could be an option, a user or a path is no address`(typed: String) {
    let error = #expect(throws: SlipwayError.self) { try Server.address(typed) }
    #expect(error?.details["ipAddress"] != nil)
  }

  @Test(arguments: ["", "-l", "a b", "a@b", "ü", "root;id", String(repeating: "a", count: 33)])
  func `what is no user's name is refused`(typed: String) {
    #expect(throws: SlipwayError.self) { try Server.username(typed) }
  }

  @Test func `a server for builds has no Swarm and no proxy`() {
    #expect(ServerStep.all(for: .build).map(\.kind) == [.connect, .rights, .docker, .engine])
    #expect(ServerStep.all(for: .deploy).map(\.kind) == ServerStep.Kind.allCases)
  }
}
