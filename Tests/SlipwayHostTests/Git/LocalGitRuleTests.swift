import SlipwayCore
import SlipwayHost
import Testing

struct LocalGitRuleTests {
  private func refuses(_ address: String, _ url: String) throws -> Bool {
    let own = try ["203.0.113.7", "172.17.0.1", "2001:db8::7"].map { try #require(IPAddress($0)) }
    return LocalGitRule(own: Set(own), proxyPorts: [80, 443]).refuses(address, for: try GitAddress(parsing: url))
  }

  @Test(arguments: [
    ("127.0.0.1", "https://git.test/a.git"), ("::1", "http://git.test:80/a.git"),
    ("169.254.169.254", "http://git.test/a.git"), ("203.0.113.7", "http://git.test:9200/a.git"),
    ("203.0.113.7", "https://git.test:8443/a.git"), ("::ffff:203.0.113.7", "http://git.test:3000/a.git"),
    ("2001:db8::7", "http://git.test:3000/a.git"), ("172.17.0.1", "http://git.test:2375/a.git"),
    ("203.0.113.7", "ssh://git@git.test:443/a.git"), ("203.0.113.7", "git@git.test:a.git"),
    ("nonsense", "https://git.test/a.git"),
  ])
  func `A name that leads to one of the machine's own addresses is this machine`(address: String, url: String) throws
  {
    #expect(try refuses(address, url))
  }

  @Test(arguments: [
    ("203.0.113.7", "https://git.test/a.git"), ("203.0.113.7", "http://git.test/a.git"),
    ("2001:db8::7", "https://git.test:443/a.git"), ("203.0.113.8", "http://git.test:3000/a.git"),
    ("10.0.0.1", "ssh://git@git.test/a.git"),
  ])
  func `What the proxy routes to, and other machines, may be fetched from`(address: String, url: String) throws {
    #expect(try !refuses(address, url))
  }
}
