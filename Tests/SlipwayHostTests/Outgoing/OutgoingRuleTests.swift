import Testing

@testable import SlipwayHost

struct OutgoingRuleTests {
  private func rule() throws -> OutgoingRule {
    let own = try Set(["203.0.113.7", "2001:db8::7", "172.17.0.1"].map { try #require(IPAddress($0)) })
    let bridge = IPNetwork(
      address: try #require(IPAddress("172.17.0.1")), mask: try #require(IPAddress("255.255.0.0")))
    return OutgoingRule(openPorts: [80, 443], own: { own }, bridges: { [bridge] })
  }

  @Test(arguments: [
    ("127.0.0.1", 443), ("::1", 80), ("169.254.169.254", 80), ("fd00:ec2::254", 80), ("100.100.100.200", 80),
    ("168.63.129.16", 80), ("203.0.113.7", 9000), ("2001:db8::7", 3000), ("172.17.0.1", 9000), ("172.17.0.5", 443),
    ("no address", 443), ("::ffff:203.0.113.7", 22),
  ])
  func `This machine, its containers and a cloud's own services are refused`(address: String, port: Int) throws {
    #expect(try rule().refuses(address, port: port))
  }

  @Test(arguments: [
    ("203.0.113.7", 443), ("2001:db8::7", 80), ("203.0.113.8", 9000), ("192.168.1.20", 9000), ("172.18.0.5", 1),
    ("1.1.1.1", 443),
  ])
  func `The proxy of this machine and other machines are not`(address: String, port: Int) throws {
    #expect(try !rule().refuses(address, port: port))
  }

  @Test func `Where no port is known, the machine's own addresses are refused`() throws {
    #expect(try rule().refuses("203.0.113.7", port: nil))
    #expect(try !rule().refuses("1.1.1.1", port: nil))
  }
}
