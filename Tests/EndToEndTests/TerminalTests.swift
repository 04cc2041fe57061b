import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct TerminalTests {
    private static func open(
      _ container: String, _ e2e: EndToEndFixture, key: String? = nil, more: String = "",
      _ body: (RawSocket) async throws -> Void
    ) async throws {
      try await RawSocket.with(e2e.ports.panel) { socket in
        try await socket.upgrade(
          "/docker-container-terminal?containerId=\(container)\(more)", ["x-api-key: \(key ?? e2e.api.key)"])
        #expect(try await socket.status() == 101)
        try await body(socket)
      }
    }

    /// Types something and reads until the words stand there.
    static func type(_ text: String, until words: String, _ socket: RawSocket) async throws -> String {
      try await socket.frame(2, Array((text + "\n").utf8))
      var screen = ""
      while !screen.contains(words) {
        let frame = try #require(try await socket.next(), "the connection ended after: \(screen)")
        if frame.opcode == 8 {
          throw EndToEndFailure("closed with \(frame.closeCode) \(frame.closeReason): \(screen)")
        }
        screen += frame.text
      }
      return screen
    }

    static func close(_ socket: RawSocket) async throws -> RawSocket.Frame? {
      while let frame = try await socket.next() { if frame.opcode == 8 { return frame } }
      return nil
    }

    /// An application whose image is made by this Dockerfile.
    private static func container(_ dockerfile: String, _ name: String, _ e2e: EndToEndFixture) async throws -> String
    {
      let application = try await e2e.application(name)
      let repository = try await e2e.git.repository(application.appName, ["Dockerfile": dockerfile])
      try await application.useRepository(repository)
      try await application.useDockerfile()
      try await application.monitorShortly()
      try await application.deployed()
      return try #require(try await e2e.docker.containers(of: application.id).first)
    }

    @Test(.timeLimit(.minutes(4)))
    func
      `a terminal in a container has the window's size, is closed with the right to it, and leaves nothing behind`()
      async throws
    {
      try await EndToEndFixture.with("terminal") { e2e in
        let container = try await Self.container(
          "FROM busybox:latest\nUSER 1000\nCMD [\"sh\", \"-c\", \"trap exit TERM; while :; do sleep 1; done\"]\n",
          "Shell", e2e)
        try await Self.open(container, e2e, more: "&cols=101&rows=29") { socket in
          let first = try await Self.type("stty size; id -u; echo first-\"end\"", until: "first-end", socket)
          #expect(first.contains("29 101"))
          #expect(first.contains("1000"))
          try await socket.frame(1, Array(#"{"type":"resize","cols":60,"rows":11}"#.utf8))
          let second = try await Self.type("stty size; echo second-\"end\"", until: "second-end", socket)
          #expect(second.contains("11 60"))
          // Another one at the same time, asked for by a name that is not there.
          try await Self.open(container, e2e, more: "&activeWay=bash") { other in
            let screen = try await Self.type("echo other-\"end\"", until: "other-end", other)
            #expect(screen.contains("There is no bash here"))
          }
          _ = try await Self.type("(trap '' HUP TERM; sleep 4242) & echo third-\"end\"", until: "third-end", socket)
          #expect(try await e2e.docker.run("top", container).contains("sleep 4242"))
        }
        try await eventually("nothing of the terminals is left in the container", within: .seconds(15)) {
          let processes = try await e2e.docker.run("top", container)
          return !processes.contains("4242") && processes.split(separator: "\n").count <= 3
        }
        try await closesWithItsKey(container, e2e)
      }
    }

    private func closesWithItsKey(_ container: String, _ e2e: EndToEndFixture) async throws {
      let made = try await e2e.api.call(
        "user.createApiKey",
        ["name": "terminal", "metadata": ["organizationId": .string(e2e.organizationID)]])
      try await Self.open(container, e2e, key: try made.text("key")) { socket in
        _ = try await Self.type("echo with-\"key\"", until: "with-key", socket)
        try await e2e.api.call("user.deleteApiKey", ["apiKeyId": .string(try made.text("id"))])
        #expect(try await Self.close(socket)?.closeCode == 4003)
      }
      try await eventually("its shell is gone", within: .seconds(15)) {
        try await e2e.docker.run("top", container).split(separator: "\n").count <= 3
      }
    }

    @Test(.timeLimit(.minutes(4)))
    func `an image without a shell is told so, and so is a container that nobody may look into`() async throws {
      try await EndToEndFixture.with("no-shell") { e2e in
        let container = try await Self.container(
          """
          FROM busybox:latest AS tools
          FROM scratch
          COPY --from=tools /bin/busybox /httpd
          CMD ["/httpd", "-f", "-p", "8080"]

          """, "Bare", e2e)
        try await Self.open(container, e2e) { socket in
          let close = try await Self.close(socket)
          #expect(close?.closeCode == 4004)
          #expect(close?.closeReason.contains("no shell") == true)
        }
        try await Self.open("no-such-container", e2e) { socket in
          let close = try await Self.close(socket)
          #expect(close?.closeCode == 4003)
        }
      }
    }
  }
}
