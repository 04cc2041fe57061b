import HTTPTypes
import NIOCore
import Testing

@testable import SlipwayServer

@Suite("The address of a client")
struct ClientAddressTests {
  private static func client(_ peer: String, _ forwarded: String, token: String? = nil) throws -> ClientAddress {
    var headers: HTTPFields = [.forwardedFor: forwarded, .forwardedProto: "https"]
    headers[.proxyToken] = token
    return ClientAddress(peer: try SocketAddress(ipAddress: peer, port: 1), headers: headers, proxyToken: "secret")
  }

  @Test("is what a proxy on this machine saw", arguments: ["127.0.0.1", "::1"])
  func near(peer: String) throws {
    let client = try Self.client(peer, "6.6.6.6, 203.0.113.9")
    #expect(client.text == "203.0.113.9")
    #expect(client.isSecure)
    #expect(client.isForwarded)
    let evil = try Self.client(peer, "evil\" text")
    #expect(evil.text == peer && !evil.isForwarded)
  }

  @Test("is what Slipway's own proxy saw, wherever its container is")
  func proxy() throws {
    let client = try Self.client("172.18.0.3", "203.0.113.9", token: "secret")
    #expect(client.text == "203.0.113.9")
    #expect(client.isSecure)
  }

  @Test("is not of a container's choosing", arguments: ["172.18.0.3", "10.0.1.5", "203.0.113.1", "192.168.1.7"])
  func afar(peer: String) throws {
    for token in [nil, "", "wrong"] {
      let client = try Self.client(peer, "6.6.6.6", token: token)
      #expect(client.text == peer)
      #expect(!client.isSecure && !client.isForwarded)
    }
  }
}

@Suite("Log messages")
struct LogFramesTests {
  @Test("are cut at 64 KiB between characters and lose nothing")
  func cuts() {
    var frames = LogFrames()
    let long = String(repeating: "ä€😀", count: 30_000)
    var all: [String] = []
    for piece in ["short\n", long, "", "end\n"] { all += frames.add(piece) }
    if let rest = frames.take() { all.append(rest) }
    #expect(all.joined() == "short\n" + long + "end\n")
    #expect(all.allSatisfy { $0.utf8.count <= LogFrames.size && !$0.isEmpty })
    #expect(frames.take() == nil)
  }
}

@Suite("Places that forms lead to")
struct LocalPathTests {
  @Test("are local paths", arguments: ["/", "/projects/a?tab=b#c"])
  func local(path: String) { #expect(LocalPath.check(path) == path) }

  @Test("are nothing else", arguments: ["", "a", "//a", "/\\a", "https://a", "/a b", "/a\tb", "/ä"])
  func elsewhere(path: String) { #expect(LocalPath.check(path) == nil) }
}
