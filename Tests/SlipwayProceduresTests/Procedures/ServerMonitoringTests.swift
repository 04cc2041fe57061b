import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// How servers are measured, and what is said of those that are not.
@Suite struct ServerMonitoringTests {
  private static func config(rate: Double = 10, on server: Server) -> JSONValue {
    [
      "serverId": .string(server.id.rawValue),
      "metricsConfig": [
        "server": [
          "refreshRate": .number(rate), "port": 4500, "token": "a-secret-token",
          "urlCallback": "https://user:key@example.org", "retentionDays": 2, "cronJob": "5 4 * * *",
          "thresholds": ["cpu": 80, "memory": 90],
        ],
        "containers": ["refreshRate": 60, "services": ["include": ["shop"], "exclude": []]],
      ],
    ]
  }

  /// A server that was set up.
  private static func test() async throws -> TestCall {
    let test = try await TestCall.make().reaching(FakeHost())
    try await test.enable(test.acme.server, of: test.acme)
    let server = test.acme.server
    try await test.store.write { tx in
      let run = ServerRun(
        organizationID: server.organizationID, serverID: server.id, steps: [], createdAt: TestCall.now)
      try tx.serverRuns.insert(run)
      try tx.serverRuns.finish(run.id, status: .done, message: nil, now: TestCall.now)
    }
    return test
  }

  @Test func `rules of a server are kept without its callback, and its agent is to follow`() async throws {
    let test = try await Self.test()
    let server = test.acme.server
    let answer = await test.answer("server.setupMonitoring", Self.config(on: server), as: test.acme.caller())
    #expect(answer.isOK, "\(answer.text)")
    let steps = answer.body["steps"]?.arrayValue?.compactMap { $0["kind"]?.stringValue }
    #expect(steps == ["connect", "rights", "agent"])
    let shown = await test.answer(
      "server.monitoring", ["serverId": .string(server.id.rawValue)], as: test.acme.caller())
    #expect(shown.body["metricsConfig"]?["server"]?["refreshRate"] == .integer(10))
    #expect(shown.body["isPlaced"] == false && !shown.text.contains("secret") && !shown.text.contains("example.org"))
  }

  @Test func `who may not change a server does not say how it is measured, and nonsense is refused`() async throws {
    let test = try await Self.test()
    let server = test.acme.server
    let other = await test.answer("server.setupMonitoring", Self.config(on: server), as: test.other.caller())
    #expect(other.code == .notFound)
    let member = await test.answer("server.setupMonitoring", Self.config(on: server), as: test.acme.caller(.member))
    #expect(!member.isOK)
    let never = await test.answer("server.setupMonitoring", Self.config(rate: 0, on: server), as: test.acme.caller())
    #expect(never.code == .badRequest && never.fields == ["server.refreshRate"])
    #expect(try await test.store.read { try $0.serverAgents.find(server.id) } == nil)
  }

  @Test func `a server that is away says since when, and one without an agent what to do`() async throws {
    let test = try await Self.test()
    let server = test.acme.server
    let input: JSONValue = ["serverId": .string(server.id.rawValue)]
    let fresh = await test.answer("monitoring.history", input, as: test.acme.caller())
    #expect(fresh.isOK && fresh.body["isMeasured"] == false, "\(fresh.text)")
    #expect(fresh.body["problem"]?.stringValue?.contains("set it up again") == true)
    let since = TestCall.now - 3600
    try await test.store.write {
      try $0.servers.observe(
        server.id, ServerObservation(since: since, isReachable: false, problem: "No route to host."))
    }
    let away = await test.answer("monitoring.history", input, as: test.acme.caller())
    #expect(away.body["awaySince"] == .integer(Int(since.timeIntervalSince1970)))
    #expect(away.body["problem"]?.stringValue?.contains("No route to host.") == true)
    let rows = await test.answer("monitoring.servers", [:], as: test.acme.caller()).body.arrayValue
    #expect(rows?.first?["awaySince"] == .integer(Int(since.timeIntervalSince1970)))
    #expect(await test.answer("monitoring.history", input, as: test.other.caller()).code == .notFound)
  }
}
