import SlipwayAnswers
import Foundation
import HummingbirdTesting
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Testing

@Suite("Streams", .timeLimit(.minutes(1)))
struct StreamRoutesTests {
  private static func append(
    _ text: String, _ lines: Int, _ test: TestCall, to deployment: ID<Deployment>? = nil
  ) async throws {
    let id = deployment ?? test.acme.deployment.id
    _ = try await test.store.write { try $0.deploymentLogs.append(id, text: text, lines: lines, now: TestCall.now) }
    test.engine.bus.publish(.logAppended(id))
  }

  /// A deployment that is at work.
  private static func running(_ test: TestCall) async throws -> ID<Deployment> {
    let deployment = Deployment(
      organizationID: test.acme.organization.id, deployableID: test.acme.application.id, status: .running,
      createdAt: TestCall.now)
    try await test.store.write { try $0.deployments.insert(deployment) }
    return deployment.id
  }

  private static func finish(_ id: ID<Deployment>, _ test: TestCall) async throws {
    _ = try await test.store.write { try $0.deployments.move(id, from: [.running], to: .done, now: TestCall.now) }
    test.engine.bus.publish(.deploymentChanged(id, test.acme.application.id, test.acme.organization.id))
  }

  /// Text until the close, and its code.
  private static func all(_ socket: RawSocket) async throws -> (text: String, code: Int) {
    var text = ""
    while let frame = try await socket.next() {
      if frame.opcode == 8 { return (text, frame.closeCode) }
      if frame.opcode == 1 { text += frame.text }
    }
    return (text, 0)
  }

  @Test("show a log from its first line, follow it, and close when the deployment ends")
  func follow() async throws {
    let server = try await TestServer.make()
    let test = server.test
    let id = try await Self.running(test)
    try await Self.append("one\ntwo\n", 2, test, to: id)
    try await server.run(.live) { browser in
      try await RawSocket.with(try #require(browser.client.port)) { socket in
        try await socket.upgrade("/listen-deployment?deploymentId=\(id)", ["x-api-key: \(server.key)"])
        #expect(try await socket.status() == 101)
        #expect(try await socket.next()?.text == "one\ntwo\n")
        try await Self.append("three\n", 1, test, to: id)
        #expect(try await socket.next()?.text == "three\n")
        try await Self.append("four\n", 1, test, to: id)
        try await Self.finish(id, test)
        let (text, code) = try await Self.all(socket)
        #expect(text == "four\n")
        #expect(code == 1000)
      }
    }
  }

  @Test("resume behind a line, and take the path that published clients send")
  func resume() async throws {
    let server = try await TestServer.make()
    let id = server.test.acme.deployment.id
    try await Self.append("one\ntwo\nthree\n", 3, server.test)
    try await Self.append("four\n", 1, server.test)
    try await server.run(.live) { browser in
      for (query, wanted) in [
        ("deploymentId=\(id)&after=2", "three\nfour\n"), ("deploymentId=\(id)&after=4", ""),
        ("deploymentId=\(id)&after=3&times=1", "0.0\tfour\n"),
        ("logPath=/etc/slipway/logs/web/\(id).log", "one\ntwo\nthree\nfour\n"),
      ] {
        try await RawSocket.with(try #require(browser.client.port)) { socket in
          try await socket.upgrade("/listen-deployment?\(query)", ["x-api-key: \(server.key)"])
          #expect(try await socket.status() == 101)
          let (text, code) = try await Self.all(socket)
          #expect(text == wanted)
          #expect(code == 1000)
        }
      }
    }
  }

  @Test("join a hundred thousand lines into few large messages")
  func large() async throws {
    let server = try await TestServer.make()
    let chunk = String(repeating: "a line of a build that says a lot\n", count: 1000)
    for _ in 0..<100 { try await Self.append(chunk, 1000, server.test) }
    let id = server.test.acme.deployment.id
    try await server.run(.live) { browser in
      try await RawSocket.with(try #require(browser.client.port)) { socket in
        try await socket.upgrade("/listen-deployment?deploymentId=\(id)", ["x-api-key: \(server.key)"])
        #expect(try await socket.status() == 101)
        var (bytes, frames) = (0, 0)
        while let frame = try await socket.next(), frame.opcode != 8 {
          #expect(frame.payload.count <= 64 * 1024)
          bytes += frame.payload.count
          frames += 1
        }
        #expect(bytes == chunk.utf8.count * 100)
        #expect(frames < 110)
      }
    }
  }

  @Test(
    "close with 4000 for parameters that cannot be read",
    arguments: [
      "/listen-deployment", "/listen-deployment?logPath=/etc/passwd", "/listen-deployment?deploymentId=a%20b",
      "/listen-deployment?logPath=/data/../etc/abcdefghijklmnopqrstuvwxyz.log",
      "/listen-deployment?deploymentId=abc&after=-1", "/docker-container-logs", "/live?topics=secrets",
      "/docker-container-logs?containerId=x%20y", "/docker-container-logs?containerId=web&tail=10%3Bid",
      "/docker-container-logs?containerId=web&since=1h%24(id)", "/docker-container-logs?containerId=web&search=%27",
      "/docker-container-logs?containerId=-f",
    ])
  func badParameters(path: String) async throws {
    let server = try await TestServer.make()
    try await server.run(.live) { browser in
      try await RawSocket.with(try #require(browser.client.port)) { socket in
        try await socket.upgrade(path, ["x-api-key: \(server.key)"])
        #expect(try await socket.status() == 101)
        #expect(try await socket.next()?.closeCode == 4000)
      }
    }
  }

  @Test("refuse strangers before the upgrade, foreign things after it, other sites at once")
  func access() async throws {
    let server = try await TestServer.make()
    let foreign = server.test.other.deployment.id
    let own = server.test.acme.deployment.id
    let cookie = "Cookie: slipway_session=\(try await server.cookie())"
    try await server.run(.live) { browser in
      let port = try #require(browser.client.port)
      try await RawSocket.with(port) { socket in
        try await socket.upgrade("/listen-deployment?deploymentId=\(own)")
        #expect(try await socket.status() == 401)
      }
      try await RawSocket.with(port) { socket in
        try await socket.upgrade("/listen-deployment?deploymentId=\(foreign)", ["x-api-key: \(server.key)"])
        #expect(try await socket.status() == 101)
        #expect(try await socket.next()?.closeCode == 4003)
      }
      for (origin, status) in [("https://evil.test", 403), (nil, 403), ("http://panel.test", 101)] {
        try await RawSocket.with(port) { socket in
          try await socket.upgrade("/listen-deployment?deploymentId=\(own)", [cookie], origin: origin)
          #expect(try await socket.status() == status)
        }
      }
    }
  }

  /// A Docker whose containers are called `c` and the identifier of what they are of, and wrote one line.
  private static let docker: FakeDocker.Script = { request in
    let parts = request.path.split(separator: "/")
    guard parts.count == 3, parts[0] == "containers" else { return nil }
    let deployable = parts[1].dropFirst()
    if parts[2] == "logs" {
      let line = Data("hello from \(deployable)\n".utf8)
      return FakeDocker.Answer(200, Data([1, 0, 0, 0, 0, 0, 0, UInt8(line.count)]) + line)
    }
    let labels = #"{"slipway.instance": "slipway", "slipway.deployable": "\#(deployable)"}"#
    return FakeDocker.Answer(
      200, #"{"Id": "\#(parts[1])", "State": {"Status": "running"}, "Config": {"Tty": false, "Labels": \#(labels)}}"#)
  }

  @Test(
    "show the server's owner the container log of a database as well as that of an application, and those of others")
  func containerLog() async throws {
    try await FakeDocker.with(Self.docker) { _, client in
      let server = try await TestServer.make(host: FakeHost(docker: client))
      let (acme, other) = (server.test.acme, server.test.other)
      let database = try #require(acme.databases.first)
      try await server.run(.live) { browser in
        let port = try #require(browser.client.port)
        for (id, isShown) in [(database.id, true), (acme.application.id, true), (other.databases[0].id, true)] {
          try await RawSocket.with(port) { socket in
            try await socket.upgrade("/docker-container-logs?containerId=c\(id)", ["x-api-key: \(server.key)"])
            #expect(try await socket.status() == 101)
            let (text, code) = try await Self.all(socket)
            #expect(text.contains("hello from \(id)") == isShown)
            #expect(code == (isShown ? 1000 : 4003))
          }
        }
      }
    }
  }

  @Test("end at once when the session that opened them ends")
  func revoked() async throws {
    let server = try await TestServer.make()
    let token = try await server.cookie()
    try await server.run(.live) { browser in
      try await RawSocket.with(try #require(browser.client.port)) { socket in
        try await socket.upgrade(
          "/live", ["Cookie: slipway_session=\(token)"], origin: "http://panel.test")
        #expect(try await socket.status() == 101)
        let found = try #require(try await server.accounts.sessions.find(token))
        #expect(try await socket.next()?.text.contains("listening") == true)
        try await server.accounts.sessions.end(try #require(found.caller.session))
        #expect(try await socket.next()?.closeCode == 4003)
      }
    }
  }

  @Test("tell pages what changes in their own organisation only")
  func live() async throws {
    let server = try await TestServer.make()
    let (acme, other) = (server.test.acme, server.test.other)
    try await server.run(.live) { browser in
      try await RawSocket.with(try #require(browser.client.port)) { socket in
        try await socket.upgrade("/live?topics=applications,deployments", ["x-api-key: \(server.key)"])
        #expect(try await socket.status() == 101)
        // Whoever shows a page asks for it again now: what changed since it was made is told to nobody.
        #expect(try JSONReader.read(try #require(try await socket.next()).text)["topic"] == "listening")
        let bus = server.test.engine.bus
        bus.publish(.deployableChanged(other.application.id, other.organization.id))
        bus.publish(.organizationChanged(acme.organization.id))
        bus.publish(.deploymentChanged(acme.deployment.id, acme.application.id, acme.organization.id))
        let message = try JSONReader.read(try #require(try await socket.next()).text)
        #expect(message["topic"] == "deployments")
        #expect(message["deploymentId"]?.stringValue == acme.deployment.id.rawValue)
      }
    }
  }

  @Test("are at most 64 for one user")
  func count() async throws {
    let server = try await TestServer.make()
    try await server.run(.live) { browser in
      let port = try #require(browser.client.port)
      let codes = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<70 {
          group.addTask {
            nonisolated(unsafe) var code = 0
            try await RawSocket.with(port) { socket in
              try await socket.upgrade("/live", ["x-api-key: \(server.key)"])
              #expect(try await socket.status() == 101)
              let first = try #require(try await socket.next())
              // Who may stay does so until the timer's event.
              if first.text.contains("listening") { _ = try await socket.next() } else { code = first.closeCode }
            }
            return code
          }
        }
        group.addTask {
          try await Task.sleep(for: .seconds(2))
          server.test.engine.bus.publish(.organizationChanged(server.test.acme.organization.id))
          return -1
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(codes.filter { $0 == 1013 }.count == 6)
    }
  }
}
