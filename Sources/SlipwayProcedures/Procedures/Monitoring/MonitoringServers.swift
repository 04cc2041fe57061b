import Foundation
import SlipwayAgent
package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers what each server uses now, or why that is not known.
package enum MonitoringServers: Procedure {
  /// A server with its present figures, which are zeroes where nothing is known.
  package struct Row: Codable, Sendable {
    package var serverId: ID<Server>
    package var name: String
    package var isMeasured: Bool
    /// Why it is not.
    @Null package var problem: String?
    /// Since when it does not answer, in seconds since 1970.
    @Null package var awaySince: Int?
    package var cpuPercent: Double = 0
    package var memory: Int = 0
    package var memoryLimit: Int = 0
    package var diskUsed: Int = 0
    package var diskTotal: Int = 0
  }

  package static let name = "monitoring.servers"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what each server uses now, or why that is not known"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [Row] {
    let (organization, engine, now) = (try call.organization(), call.engine, call.now())
    let servers = try await call.store.read { try $0.servers.all(in: organization) }
    let rows = try await withThrowingTaskGroup(of: Row.self) { group in
      for server in servers { group.addTask { try await row(server, engine, now) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return rows.sorted { ($0.name, $0.serverId.rawValue) < ($1.name, $1.serverId.rawValue) }
  }

  private static func row(_ server: Server, _ engine: Engine, _ now: Date) async throws -> Row {
    var readings = try await ServerReadings.of(server.id, engine)
    let sample = try await readings.ask { try await $0.latest(of: .machine, now: now) }.flatMap { $0 }
    var row = Row(serverId: server.id, name: server.name, isMeasured: sample != nil)
    (row.problem, row.awaySince) = (readings.problem, readings.awaySince)
    guard let sample else { return row }
    row.cpuPercent = (Double(sample.cpu) * 100).rounded() / 100
    (row.memory, row.memoryLimit) = (Int(sample.memory), Int(sample.memoryLimit))
    (row.diskUsed, row.diskTotal) = (Int(sample.diskUsed), Int(sample.diskTotal))
    return row
  }
}
