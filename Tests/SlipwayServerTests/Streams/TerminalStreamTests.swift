import Foundation
import HummingbirdTesting
import NIOCore
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayServer

@Suite("Terminals over WebSockets", .timeLimit(.minutes(1)))
struct TerminalStreamTests {
  /// A Docker whose containers are called `c` and the identifier of what they are of; those of `x…` are nobody's, those of
  /// `s…` do not run. None has a shell.
  private static let docker: FakeDocker.Script = { request in
    let parts = request.path.split(separator: "/")
    guard parts.count == 3, parts[0] == "containers", parts[2] == "json" else { return nil }
    let name = parts[1]
    let labels =
      name.hasPrefix("x") ? "{}" : #"{"slipway.instance": "slipway", "slipway.deployable": "\#(name.dropFirst())"}"#
    let state =
      name.hasPrefix("s") ? #"{"Status": "exited", "Running": false}"# : #"{"Status": "running", "Running": true}"#
    return FakeDocker.Answer(
      200, #"{"Id": "\#(name)", "Name": "/\#(name)", "State": \#(state), "Config": {"Labels": \#(labels)}}"#)
  }

  private static func close(
    _ path: String, _ headers: [String], _ port: Int
  ) async throws -> (code: Int, reason: String) {
    nonisolated(unsafe) var found = (code: 0, reason: "")
    try await RawSocket.with(port) { socket in
      try await socket.upgrade(path, headers)
      #expect(try await socket.status() == 101)
      while let frame = try await socket.next() {
        guard frame.opcode == 8 else { continue }
        found = (frame.closeCode, frame.closeReason)
        return
      }
    }
    return found
  }

  @Test("are refused in what is another organization's, and in what is the server's to all but its owner")
  func rights() async throws {
    try await FakeDocker.with(Self.docker) { fake, client in
      let server = try await TestServer.make(host: FakeHost(docker: client))
      let acme = server.test.acme
      try await server.run(.live) { browser in
        let port = try #require(browser.client.port)
        let key = ["x-api-key: \(server.key)"]
        let place = "/docker-container-terminal?containerId="
        // The server's owner gets as far as the missing shell.
        for name in ["c\(acme.application.id)", "x1"] {
          let end = try await Self.close(place + name, key, port)
          #expect(end.code == 4004)
          #expect(end.reason.contains("no shell"))
        }
        #expect(try await Self.close(place + "s\(acme.application.id)", key, port).reason.contains("does not run"))
        #expect(try await Self.close(place + "c1%3Bid", key, port).code == 4000)
        #expect(try await Self.close(place + "c1&activeWay=sh%20-c", key, port).code == 4000)
        #expect(try await Self.close(place + "c1&serverId=elsewhere", key, port).code == 4003)
      }
      #expect(!fake.requests.contains { $0.path.contains("exec") })
    }
  }

  @Test("of containers are for owners and admins of the organization, that of the server for its owner")
  func roles() async throws {
    try await FakeDocker.with(Self.docker) { _, client in
      let test = try await TestCall.make(host: FakeHost(docker: client))
      let (acme, other) = (test.acme, test.other)
      let own = ["slipway.instance": "slipway", "slipway.deployable": acme.application.id.rawValue]
      for (caller, labels, isAllowed) in [
        (acme.caller(.owner), own, true), (acme.caller(.admin), own, true), (acme.caller(.member), own, false),
        (other.caller(.owner), own, false), (acme.caller(.owner), [:], true), (acme.caller(.admin), [:], false),
        (other.caller(.owner), [:], false),
        (acme.caller(.owner), own.merging(["slipway.instance": "x"]) { $1 }, true),
        (acme.caller(.admin), own.merging(["slipway.instance": "x"]) { $1 }, false),
      ] {
        let right = ContainerRight(engine: test.engine, caller: caller)
        // What is the server's has no service, and so no answer, also for whom it is.
        let isLetIn: Bool
        do {
          try await right.check(labels, .write)
          isLetIn = true
        } catch {
          isLetIn = false
        }
        #expect(isLetIn == isAllowed, "\(caller.role) \(labels)")
      }
      // Members read what their organization's containers write.
      _ = try await ContainerRight(engine: test.engine, caller: acme.caller(.member)).check(own, .read)
    }
  }

  @Test("that are not opened are in the audit record, with who asked and from where")
  func trail() async throws {
    try await FakeDocker.with(Self.docker) { _, client in
      let server = try await TestServer.make(host: FakeHost(docker: client))
      try await server.run(.live) { browser in
        let port = try #require(browser.client.port)
        _ = try await Self.close(
          "/docker-container-terminal?containerId=c\(server.test.acme.application.id)", ["x-api-key: \(server.key)"],
          port)
      }
      let organization = server.test.acme.organization.id
      let rows = try await server.test.store.read { try $0.audit.all(in: organization) }
      let row = try #require(rows.first { $0.action == TerminalTrail.opened })
      #expect(row.subject.hasPrefix("Container c"))
      #expect(row.result.contains("no shell"))
      #expect(row.userEmail == server.test.acme.caller().user.email)
    }
  }

  @Test("of this machine run a real shell, say when they are opened and closed, and end with the session")
  func machine() async throws {
    let host = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: RandomText.suffix(12))
    let server = try await TestServer.make(host: host)
    let token = try await server.cookie()
    try await server.run(.live) { browser in
      try await RawSocket.with(try #require(browser.client.port)) { socket in
        try await socket.upgrade(
          "/terminal?serverId=local&cols=99&rows=31", ["Cookie: slipway_session=\(token)"],
          origin: "http://panel.test")
        #expect(try await socket.status() == 101)
        try await socket.frame(2, Array("stty size; echo re\"ady\"\n".utf8))
        var screen = ""
        while !screen.contains("ready"), let frame = try await socket.next() { screen += frame.text }
        #expect(screen.contains("31 99"))
        try await socket.frame(1, Array(#"{"type":"resize","cols":50,"rows":12}"#.utf8))
        try await socket.frame(1, Array("stty size; echo an\"other\"\n".utf8))
        while !screen.contains("another"), let frame = try await socket.next() { screen += frame.text }
        #expect(screen.contains("12 50"))
        let found = try #require(try await server.accounts.sessions.find(token))
        try await server.accounts.sessions.end(try #require(found.caller.session))
        var code = 0
        while let frame = try await socket.next() { if frame.opcode == 8 { code = frame.closeCode; break } }
        #expect(code == 4003)
      }
    }
    let organization = server.test.acme.organization.id
    let rows = try await server.test.store.read { try $0.audit.all(in: organization) }
    #expect(rows.contains { $0.action == TerminalTrail.opened && $0.result == "ok" && $0.subject == "Server local" })
    #expect(rows.contains { $0.action == TerminalTrail.closed })
  }

  @Test("of a server are for whoever may change it, and end with their membership")
  func ofServer() async throws {
    let there = LocalHost(docker: DockerClient(host: "unix:///nowhere"), runMarker: RandomText.suffix(12))
    let server = try await TestServer.make().reaching(there)
    let (test, acme) = (server.test, server.test.acme)
    let path = "/terminal?serverId=\(acme.server.id)"
    let token = try await server.cookie()
    try await server.run(.live) { browser in
      let port = try #require(browser.client.port)
      let disabled = try await Self.close(path, ["x-api-key: \(server.key)"], port)
      #expect(disabled.code == 4004 && disabled.reason.contains("disabled"), "\(disabled)")
      let foreign = try await Self.close(
        "/terminal?serverId=\(test.other.server.id)", ["x-api-key: \(server.key)"], port)
      #expect(foreign.code == 4003)
      try await test.enable(acme.server, of: acme)
      try await RawSocket.with(port) { socket in
        try await socket.upgrade(path, ["Cookie: slipway_session=\(token)"], origin: "http://panel.test")
        #expect(try await socket.status() == 101)
        try await socket.frame(2, Array("echo re\"ady\"\n".utf8))
        var screen = ""
        while !screen.contains("ready"), let frame = try await socket.next() { screen += frame.text }
        let user = acme.caller().user.id
        try await test.store.write { tx in
          guard let member = try tx.members.of(user: user, in: acme.organization.id) else { return }
          try tx.members.delete(member.id)
        }
        test.engine.bus.publish(.accessEnded(user))
        var code = 0
        while let frame = try await socket.next() { if frame.opcode == 8 { code = frame.closeCode; break } }
        #expect(code == 4003)
      }
    }
    let rows = try await test.store.read { try $0.audit.all(in: acme.organization.id) }
    let subject = "Server \(acme.server.id)"
    #expect(rows.contains { $0.action == TerminalTrail.opened && $0.result == "ok" && $0.subject == subject })
    #expect(rows.contains { $0.action == TerminalTrail.closed && $0.subject == subject })
  }

  /// A terminal on which nothing happens.
  private struct QuietTerminal: Terminal {
    func run(
      output: @escaping @Sendable (ByteBuffer) async throws -> Void,
      typing: @escaping @Sendable (any TerminalKeyboard) async throws -> Void
    ) async throws -> Int? {
      try await typing(NoKeyboard())
      return nil
    }
  }

  /// A keyboard that leads nowhere.
  private struct NoKeyboard: TerminalKeyboard {
    func type(_ bytes: ByteBuffer) async throws {}
    func resize(_ size: TerminalSize) async throws {}
  }

  @Test("end when nobody has used them for a while")
  func idle() async throws {
    var limits = TerminalLimits()
    limits.idleTime = .milliseconds(300)
    let close = try await TerminalSocket(WebSocketConnection(), limits).run(QuietTerminal())
    #expect(close.code == TerminalLimits.timeOver)
  }

  @Test("are at most so many for one user")
  func many() async throws {
    let counter = SocketCounter(maximum: 1, of: "terminals")
    let user = ID<User>("u")
    await #expect(throws: WebSocketClose(1013, "More than 1 terminals are open")) {
      try await counter.counting(user) { try await counter.counting(user) { .normal } }
    }
  }
}
