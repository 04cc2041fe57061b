import Foundation
import NIOCore
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

/// Real programs within a fence, and real servers on this machine.
@Suite(.enabled(if: geteuid() == 0, "making a network needs root"), .timeLimit(.minutes(1)))
struct FenceTests {
  private static let secret = "what-only-this-machine-may-read"

  /// An address of this machine that is not its loopback.
  private static func address() throws -> String {
    let all = try System.enumerateDevices().compactMap { $0.address?.ipAddress }
    return try #require(all.first { $0.contains(".") && !$0.hasPrefix("127.") }, "this machine has a loopback only")
  }

  private static func answer(_ body: String, status: String = "200 OK", headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  }

  private static func run(_ words: [String], open ports: Set<Int>, isFenced: Bool = true) async throws
    -> CommandResult
  {
    let host = LocalHost(
      docker: DockerClient(host: "unix:///nowhere"), runMarker: "fence-test", outgoing: OutgoingRule(openPorts: ports)
    )
    var command = Command(words)
    command.isFenced = isFenced
    command.deadline = .seconds(20)
    return try await host.run(command)
  }

  private static func curl(_ words: String...) -> [String] { ["curl", "-sS", "--max-time", "5"] + words }

  @Test func `A fenced program reaches what it may, and hears why it does not reach the rest`() async throws {
    let address = try Self.address()
    try await CannedServer.with(Self.answer("welcome"), at: "0.0.0.0") { port, seen in
      let found = try await Self.run(Self.curl("http://\(address):\(port)/a?b=c"), open: [port])
      #expect(found.text == "welcome" && found.isSuccess)
      let request = await seen.first { _ in true }
      #expect(request?.hasPrefix("GET /a?b=c HTTP/1.1\r\n") == true, "as a server is asked, not as a proxy")
      #expect(request?.lowercased().contains("proxy-connection") == false)
      let refused = try await Self.run(Self.curl("http://\(address):\(port)/"), open: [])
      #expect(refused.text.contains("the server itself is refused"))
      let tunnel = try await Self.run(Self.curl("https://\(address):\(port)/"), open: [])
      #expect(!tunnel.isSuccess && tunnel.text.contains("403"))
    }
    let nobody = try await Self.run(Self.curl("http://nobody.invalid/"), open: [])
    #expect(nobody.text.contains("no such host"))
  }

  @Test func `Nothing on this machine is reached from within a fence, whatever a program does`() async throws {
    let address = try Self.address()
    try await CannedServer.with(Self.answer(Self.secret), at: "0.0.0.0") { port, _ in
      let open = try await Self.run(Self.curl("http://127.0.0.1:\(port)/"), open: [], isFenced: false)
      #expect(open.text == Self.secret, "the test's own server answers")
      for place in ["127.0.0.1", "localhost", address, "[::1]", "0.0.0.0", "127.1"] {
        for way in [[], ["--noproxy", "*"]] {
          let result = try await Self.run(Self.curl("http://\(place):\(port)/") + way, open: [])
          #expect(!result.text.contains(Self.secret), "\(place) \(way)")
        }
      }
    }
  }

  @Test func `A destination's redirect to the loopback leads nowhere`() async throws {
    let address = try Self.address()
    try await CannedServer.with(Self.answer(Self.secret)) { inner, _ in
      let moved = Self.answer("", status: "302 Found", headers: "Location: http://127.0.0.1:\(inner)/secret\r\n")
      try await CannedServer.with(moved, at: "0.0.0.0") { port, _ in
        let rclone = [
          "rclone", "copyurl", "--stdout", "--config", "/dev/null", "--low-level-retries", "1", "--retries", "1",
          "http://\(address):\(port)/object",
        ]
        let open = try await Self.run(rclone, open: [port], isFenced: false)
        #expect(
          open.text.contains(Self.secret), "rclone follows, and no proxy keeps Go from the loopback: \(open.text)")
        let fenced = try await Self.run(rclone, open: [port])
        #expect(!fenced.isSuccess && !fenced.text.contains(Self.secret), "\(fenced.text)")
      }
    }
  }

  @Test func `What flows through a fence is whole`() async throws {
    let address = try Self.address()
    let body = String(repeating: "0123456789abcdef", count: 1 << 18)
    try await CannedServer.with(Self.answer(body), at: "0.0.0.0") { port, _ in
      let host = LocalHost(
        docker: DockerClient(host: "unix:///nowhere"), runMarker: "fence-test",
        outgoing: OutgoingRule(openPorts: [port]))
      var source = Command(Self.curl("http://\(address):\(port)/"))
      source.isFenced = true
      let measure = try await host.stream(Pipeline([source], into: nil, what: "Reading"), output: nil)
      #expect(measure.bytes == body.utf8.count)
    }
  }
}
