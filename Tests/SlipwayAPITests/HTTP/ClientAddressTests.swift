import HTTPTypes
import NIOCore
import Testing

@testable import SlipwayAPI

@Suite("The address of a client")
struct ClientAddressTests {
  private static func headers(_ forwarded: String) -> HTTPFields {
    [.forwardedFor: forwarded, .forwardedProto: "https"]
  }

  @Test("is what the proxy saw when the proxy is near", arguments: ["127.0.0.1", "::1", "172.18.0.3", "10.0.1.5"])
  func near(peer: String) throws {
    let address = try SocketAddress(ipAddress: peer, port: 1)
    let client = ClientAddress(peer: address, headers: Self.headers("6.6.6.6, 203.0.113.9"))
    #expect(client.text == "203.0.113.9")
    #expect(client.isSecure)
    #expect(ClientAddress(peer: address, headers: Self.headers("evil\" text")).text == peer)
  }

  @Test("is the peer's own when it comes from afar", arguments: ["203.0.113.1", "192.168.1.7", "172.32.0.1"])
  func afar(peer: String) throws {
    let client = ClientAddress(peer: try SocketAddress(ipAddress: peer, port: 1), headers: Self.headers("6.6.6.6"))
    #expect(client.text == peer)
    #expect(!client.isSecure)
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
