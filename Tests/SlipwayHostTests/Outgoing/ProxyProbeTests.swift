import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@Suite struct ProxyProbeTests {
  @Test func `A request carries the host and headers, and its answer comes back whole`() async throws {
    let answer = "HTTP/1.1 418 Teapot\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 5\r\n\r\nhello"
    try await CannedServer.with(answer) { port, seen in
      let result = try await ProxyProbe().request(
        host: "app.example.com", path: "/a?b=c", headers: ["X-Slipway-Probe": "nonce"], port: port)
      #expect(result == ProbeAnswer(status: 418, headers: ["x-a": "1, 2", "content-length": "5"], body: "hello"))
      let head = try #require(await seen.first { _ in true })
      #expect(head.hasPrefix("GET /a?b=c HTTP/1.1\r\n"))
      #expect(head.lowercased().contains("host: app.example.com\r\n"))
      #expect(head.lowercased().components(separatedBy: "host:").count == 2)
      #expect(head.contains("X-Slipway-Probe: nonce"))
    }
  }

  @Test func `A redirect is an answer`() async throws {
    try await CannedServer.with("HTTP/1.1 301 Moved\r\nLocation: https://example.com/\r\nContent-Length: 0\r\n\r\n") {
      port, _ in
      let result = try await ProxyProbe().request(host: "example.com", path: "/", port: port)
      #expect(result.status == 301 && result.headers["location"] == "https://example.com/")
    }
  }

  @Test func `Of a long body only the start is read`() async throws {
    let body = String(repeating: "x", count: 100_000)
    try await CannedServer.with("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body) { port, _ in
      let result = try await ProxyProbe().request(host: "example.com", path: "/", port: port)
      #expect(result.body.count == 4096)
    }
  }

  @Test func `An answer that does not end is an answer`() async throws {
    try await CannedServer.with("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel") { port, _ in
      let result = try await ProxyProbe().request(host: "example.com", path: "/", port: port)
      #expect(result.status == 200 && result.body == "hel")
    }
  }

  @Test func `An answer that does not come is a timeout`() async throws {
    try await CannedServer.with("") { port, _ in
      let error = await #expect(throws: SlipwayError.self) {
        try await ProxyProbe(deadline: .milliseconds(300)).request(host: "example.com", path: "/", port: port)
      }
      #expect(error?.code == .timeout)
    }
  }

  @Test func `Nobody there, and nonsense, are unreachable`() async throws {
    let closed = try await CannedServer.with("") { port, _ in port }
    let error = await #expect(throws: SlipwayError.self) {
      try await ProxyProbe().request(host: "example.com", path: "/", port: closed)
    }
    #expect(error?.code == .unreachable)
    try await CannedServer.with("nonsense\r\n\r\n") { port, _ in
      let error = await #expect(throws: SlipwayError.self) {
        try await ProxyProbe().request(host: "example.com", path: "/", port: port)
      }
      #expect(error?.code == .unreachable)
    }
  }

  @Test func `An encrypted request names the host and takes any certificate`() async throws {
    try await TemporaryFolder.with { folder in
      let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: RandomText.identifier())
      let (key, certificate) = ("\(folder)/key", "\(folder)/certificate")
      try await host.require(
        [
          "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=other", "-keyout", "\(key)",
          "-out", "\(certificate)",
        ], what: "Making a certificate")
      let server: Command = [
        "openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-key", "\(key)", "-cert", "\(certificate)",
        "-key2", "\(key)", "-cert2", "\(certificate)", "-servername", "app.example.com", "-servername_fatal",
      ]
      let (lines, continuation) = AsyncStream.makeStream(of: String.self)
      let running = Task { try await host.run(server) { continuation.yield($0) } }
      defer { running.cancel() }
      let accepting = await lines.first { $0.hasPrefix("ACCEPT") }
      let port = try #require(accepting?.split(separator: ":").last.flatMap { Int($0) })
      let answer = try await ProxyProbe().request(scheme: .https, host: "app.example.com", path: "/", port: port)
      #expect(answer.status == 200)
      await #expect(throws: SlipwayError.self) {
        try await ProxyProbe().request(scheme: .https, host: "other.example.com", path: "/", port: port)
      }
    }
  }
}
