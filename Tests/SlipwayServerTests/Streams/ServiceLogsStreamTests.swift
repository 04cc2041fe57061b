import Foundation
import HummingbirdTesting
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

/// What several services write, in one stream.
@Suite(.timeLimit(.minutes(1))) struct ServiceLogsStreamTests {
  private static let docker: FakeDocker.Script = { request in
    switch request.path {
    case "/services": .init(200, "[]")
    case "/containers/json": .init(200, #"[{"Id": "c1", "State": "running", "Labels": {}}]"#)
    case "/containers/c1/json": .init(200, #"{"Id": "c1", "State": {"Status": "running"}, "Config": {}}"#)
    case "/containers/c1/logs": .init(200, Data([1, 0, 0, 0, 0, 0, 0, 6]) + Data("hello\n".utf8))
    default: nil
    }
  }

  @Test func `A line that goes back to its start keeps the time that Docker wrote before it`() async throws {
    let line = "2026-01-02T03:04:05.000000000Z 10%\r20%\n"
    try await FakeDocker.with { request in
      guard request.path == "/containers/c1/logs" else { return Self.docker(request) }
      return .init(200, Data([1, 0, 0, 0, 0, 0, 0, UInt8(line.utf8.count)]) + Data(line.utf8))
    } _: { _, client in
      let server = try await TestServer.make(host: FakeHost(docker: client))
      try await server.run(.live) { browser in
        try await RawSocket.with(try #require(browser.client.port)) { socket in
          try await socket.upgrade(
            "/listen-logs?serviceIds=\(server.test.acme.application.id)", ["x-api-key: \(server.key)"])
          #expect(try await socket.status() == 101)
          let frame = try await socket.next()
          #expect(frame?.text == "0\t2026-01-02T03:04:05.000000000Z 20%\n")
        }
      }
    }
  }

  @Test func `A machine that does not answer is told of and passed over, and what ended is listened to again`()
    async throws
  {
    try await FakeDocker.with(Self.docker) { fake, client in
      let server = try await TestServer.make(host: FakeHost(docker: client))
      let test = server.test
      // Made anew there: no row moves from one machine to another.
      let away = try await test.store.write { tx in
        var database = try tx.databases.one(test.acme.databases[0].id)
        database.id = .random()
        database.appName = "away"
        database.serverID = test.acme.server.id
        try tx.databases.insert(database)
        return database.id
      }
      try await server.run(.live) { browser in
        try await RawSocket.with(try #require(browser.client.port)) { socket in
          let services = "\(away),\(test.acme.application.id)"
          try await socket.upgrade("/listen-logs?tail=7&serviceIds=\(services)", ["x-api-key: \(server.key)"])
          #expect(try await socket.status() == 101)
          var (silent, heard) = (0, 0)
          while heard < 2 || silent < 1, let frame = try await socket.next(), frame.opcode != 8 {
            if frame.text.hasPrefix("0\tThis service cannot be listened to now: ") { silent += 1 }
            if frame.text == "1\thello\n" { heard += 1 }
          }
          #expect(silent == 1 && heard >= 2)
        }
      }
      #expect(fake.requests.contains { $0.path == "/containers/c1/logs" })
    }
  }
}
