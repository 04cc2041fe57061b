import Foundation
import Logging
import SlipwayAgent
import SlipwayCore
import SlipwayHost
import SlipwayStore
import Synchronization

/// Hears what the agents on servers have to tell, and puts an agent right that does not answer or is of another version.
package final class AgentCaretaker: Caretaker {
  package static let name = "agents"
  private static let patience = Duration.seconds(10)
  /// Between two attempts to put one right: a program that is copied for nothing costs more than a minute without samples.
  private static let pauses: [TimeInterval] = [0, 20, 60, 300, 900]

  package let interval: Duration
  private let engine: Engine
  /// Of those that could not be put right: how often, and when last.
  private let failures = Mutex<[ID<Server>: (count: Int, last: Date)]>([:])

  package init(_ engine: Engine, interval: Duration = .seconds(10)) {
    self.engine = engine
    self.interval = interval
  }

  package func runOnce() async throws -> Int {
    let agents = try await engine.store.read { tx in
      try tx.serverAgents.placed().filter { agent in
        // A set-up at work sees to it itself.
        guard let server = try tx.servers.find(agent.serverID), server.observation?.isReachable != false else {
          return false
        }
        return try !tx.serverRuns.isActive(server.id)
      }
    }
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      for agent in agents { group.addTask { try await self.attempt(agent) } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
  }

  /// One server's trouble is not the others'.
  private func attempt(_ agent: ServerAgent) async throws -> Bool {
    do {
      return try await look(agent)
    } catch let error where !(error is CancellationError) {
      Logger(label: "slipway.agent").warning(
        "an agent could not be looked after",
        metadata: ["server": "\(agent.serverID)", LogKeys.error: "\(error)"])
      return false
    }
  }

  /// - Returns: whether something was put right.
  private func look(_ agent: ServerAgent) async throws -> Bool {
    let report: AgentReport
    do {
      report = try await Deadline.run(within: Self.patience, what: "Asking the agent") {
        try await ServerMeasuring(self.engine).client(of: agent.serverID).report(after: agent.heardAlert)
      }
    } catch let error as SlipwayError {
      // A machine that is away is told of elsewhere.
      guard error.code == .unreachable, error.details["server"] == nil else { return false }
      return try await putRight(agent)
    }
    try await tell(report.alerts, of: agent)
    guard try await ServerMeasuring(engine).isPresent(report) else { return try await putRight(agent) }
    failures.withLock { $0[agent.serverID] = nil }
    return false
  }

  private func tell(_ alerts: [KeptAlert], of agent: ServerAgent) async throws {
    guard let last = alerts.map(\.id).max() else { return }
    try await engine.store.write { try $0.serverAgents.heard(agent.serverID, last) }
    for alert in alerts.prefix(64) {
      // What another machine says is a name of ours, or nothing.
      guard let series = SeriesName(rawValue: alert.series) else { continue }
      Logger(label: "slipway.agent").warning(
        "too much on a server",
        metadata: ["server": "\(agent.serverID)", "alert": "\(alert.kind.rawValue)", "series": "\(series)"])
      engine.bus.publish(
        .serverAlertRaised(
          agent.serverID, kind: alert.kind.rawValue, series: series.rawValue, value: Self.whole(alert.value),
          threshold: Self.whole(alert.threshold)))
    }
  }

  private static func whole(_ value: Double) -> Int {
    value.isFinite ? Int(clamping: Int64(min(1e9, max(0, value)))) : 0
  }

  private func putRight(_ agent: ServerAgent) async throws -> Bool {
    guard isTime(for: agent.serverID) else { return false }
    let server = try await engine.store.read { try $0.servers.find(agent.serverID) }
    guard let server else { return false }
    do {
      let words = try await ServerMeasuring(engine).putRight(server)
      Logger(label: "slipway.agent").notice(
        "the agent of a server is put right", metadata: ["server": "\(server.name)"])
      engine.bus.publish(.serverChanged(server.id, server.organizationID))
      return !words.isEmpty
    } catch let error as SlipwayError {
      Logger(label: "slipway.agent").warning(
        "the agent of a server cannot be put right",
        metadata: ["server": "\(server.name)", LogKeys.error: "\(error.message)"])
      return false
    }
  }

  private func isTime(for server: ID<Server>) -> Bool {
    let now = engine.now()
    return failures.withLock { failures in
      let known = failures[server] ?? (0, .distantPast)
      let pause = Self.pauses[min(known.count, Self.pauses.count - 1)]
      guard now.timeIntervalSince(known.last) >= pause else { return false }
      failures[server] = (known.count + 1, now)
      return true
    }
  }
}
