import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// The agent that a server gets.
  @Suite struct ServerAgentTests {
    @Test(.timeLimit(.minutes(8)))
    func `a server gets an agent, which says what free says, comes back when it is killed, and tells of thresholds`()
      async throws
    {
      try await SecondMachine.with { machine in
        try await EndToEndFixture.with("server-agent") { e2e in
          let server = try await machine.add(e2e, key: try await machine.addKey(e2e))
          try await machine.confirm(e2e, server)
          try await machine.script("image", "traefik:v3.7")
          let run = try await machine.setUp(e2e, server)
          let step = try run.items("steps").last
          #expect(step?["kind"] == "agent" && step?["state"] == "done", "\(run)")
          let stand = Stand(e2e: e2e, machine: machine, server: server)
          try await figures(stand)
          // The alert comes with the next minute; what follows does not wait for it.
          try await limit(stand)
          try await killed(stand)
          try await restarted(stand)
          try await threshold(stand)
          try await removed(stand)
        }
      }
    }

    /// What the test looks at.
    private struct Stand {
      let e2e: EndToEndFixture
      let machine: SecondMachine
      let server: String

      var folder: String { "/var/lib/slipway-server/\(e2e.instance)/agent" }

      /// What was measured since a moment.
      func history(from: Int) async throws -> JSONValue {
        try await e2e.api.query("monitoring.history", ["serverId": server, "from": "\(from)"])
      }

      func times(from: Int) async throws -> [Int] {
        try await history(from: from)["samples"]?["time"]?.arrayValue?.compactMap(\.integerValue) ?? []
      }

      func process() async throws -> String {
        try await machine.run("cat", "\(folder)/data/monitoring/agent.lock").trimmingCharacters(
          in: .whitespacesAndNewlines)
      }
    }

    private func figures(_ stand: Stand) async throws {
      let began = Int(Date().timeIntervalSince1970) - 60
      try await eventually("the server is measured", within: .seconds(30), every: .milliseconds(300)) {
        try await stand.times(from: began).count >= 3
      }
      try await eventually("free says the same of the server", within: .seconds(30)) {
        let free = try await stand.machine.run("free", "-b").split(separator: "\n")[1].split(separator: " ")
        let row = try await stand.e2e.api.query("monitoring.servers", [:]).arrayValue?.first ?? .null
        guard let total = Double(free[1]), let available = Double(free[6]), let memory = row["memory"]?.integerValue,
          let limit = row["memoryLimit"]?.integerValue
        else { throw EndToEndFailure("\(row)") }
        return abs(Double(limit) - total) < 1e6 && abs(Double(memory) - (total - available)) < total * 0.02
      }
      let rows = try await stand.e2e.api.query("monitoring.overview", [:]).arrayValue ?? []
      #expect(rows.contains { $0["serverId"]?.stringValue == stand.server }, "the proxy there is measured: \(rows)")
    }

    private func killed(_ stand: Stand) async throws {
      let process = try await stand.process()
      try await stand.machine.run("kill", "-9", process)
      let killed = Int(Date().timeIntervalSince1970) + 1
      try await eventually("the agent comes back", within: .seconds(60), every: .milliseconds(500)) {
        try await stand.times(from: killed).count >= 2
      }
      #expect(try await stand.process() != process)
    }

    private func restarted(_ stand: Stand) async throws {
      let before = Int(Date().timeIntervalSince1970)
      try await stand.e2e.restart()
      try await eventually("what was measured before is there, and goes on", within: .seconds(30)) {
        let times = try await stand.times(from: before - 20)
        return times.contains { $0 < before } && times.contains { $0 > before + 1 }
      }
    }

    private func limit(_ stand: Stand) async throws {
      let limits: [String: JSONValue] = ["cpu": 0, "memory": 1, "disk": 0]
      let config: [String: JSONValue] = [
        "server": .object([
          "refreshRate": 2, "port": 4500, "token": "x", "urlCallback": "https://example.com/", "retentionDays": 7,
          "cronJob": "0 0 * * *", "thresholds": .object(limits),
        ]),
        "containers": .object([
          "refreshRate": 2, "services": .object(["include": .array([]), "exclude": .array([])]),
        ]),
      ]
      try await stand.e2e.api.call(
        "server.setupMonitoring", ["serverId": .string(stand.server), "metricsConfig": .object(config)])
      try await stand.machine.wait(stand.e2e, stand.server, for: "ready")
    }

    private func threshold(_ stand: Stand) async throws {
      try await eventually("the threshold is told of", within: .seconds(150), every: .seconds(1)) {
        try String(contentsOfFile: stand.e2e.server.log, encoding: .utf8).contains("too much on a server")
      }
      let kept = try await stand.e2e.api.query("server.monitoring", ["serverId": stand.server])
      #expect(kept["metricsConfig"]?["server"]?["token"] == "" && kept["isPlaced"] == true)
    }

    private func removed(_ stand: Stand) async throws {
      try await stand.e2e.api.call("server.remove", ["serverId": .string(stand.server), "removeAgent": true])
      #expect(try await stand.machine.run("find", "/var/lib/slipway-server", "-name", "agent") == "")
    }
  }
}
