package import SlipwayAnswers
import Foundation
import SlipwayAgent
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Answers what everything that one may see uses now.
package enum MonitoringOverview: Procedure {
  /// One that runs.
  package struct Row: Codable, Sendable {
    /// `nil` of what is no service of Slipway: for the server's owner only.
    @Null package var serviceId: ID<Deployable>?
    @Null package var kind: Deployable.Kind?
    package var name: String
    /// Where it runs; `null` is the machine that Slipway runs on.
    @Null package var serverId: ID<Server>?
    @Null package var serverName: String?
    package var containers: Int
    package var cpuPercent: Double
    package var memory: Int
    package var cache: Int
    package var memoryLimit: Int
    /// Bytes a second, as are the three that follow.
    package var networkIn: Int
    package var networkOut: Int
    package var blockRead: Int
    package var blockWrite: Int
  }

  package static let name = "monitoring.overview"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what each service uses now, the busiest first"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [Row] {
    let (organization, caller, now) = (try call.organization(), call.caller, call.now())
    let (own, isOwner, servers) = try await call.store.read { tx in
      (
        try tx.deployables.all(in: organization), try caller?.ownsServer(tx) ?? false,
        try tx.servers.all(in: organization).filter { try tx.serverAgents.find($0.id)?.isPlaced == true }
      )
    }
    let services = Dictionary(own.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
    let places: [Server?] = [nil] + servers
    let rows = try await withThrowingTaskGroup(of: [Row].self) { group in
      // One that does not answer keeps none of the others waiting.
      for place in places {
        group.addTask { try await self.rows(on: place, services, isOwner: isOwner, call.engine, now) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return rows.sorted { ($0.cpuPercent, $0.memory, $1.name) > ($1.cpuPercent, $1.memory, $0.name) }
  }

  /// - Parameter isOwner: whether the caller may know what else runs on the machines.
  private static func rows(
    on server: Server?, _ services: [String: Deployable], isOwner: Bool, _ engine: Engine, _ now: Date
  ) async throws -> [Row] {
    var readings = try await ServerReadings.of(server?.id, engine)
    let samples = try await readings.ask { try await $0.present(now: now) } ?? [:]
    return samples.compactMap { name, sample in
      guard name != .machine else { return nil }
      if let id = name.deployable {
        // A server tells of what was placed there, and of nothing else.
        guard let service = services[id], service.serverID == server?.id else { return nil }
        return Row(service, sample, server)
      }
      return isOwner ? Row(name: name.title, sample, server) : nil
    }
  }
}

extension MonitoringOverview.Row {
  fileprivate init(_ service: Deployable, _ sample: Sample, _ server: Server?) {
    self.init(name: service.name, sample, server)
    serviceId = service.id
    kind = service.kind
  }

  fileprivate init(name: String, _ sample: Sample, _ server: Server?) {
    serverId = server?.id
    serverName = server?.name
    serviceId = nil
    kind = nil
    self.name = name
    containers = Int(sample.containers)
    cpuPercent = (Double(sample.cpu) * 100).rounded() / 100
    memory = Int(sample.memory)
    cache = Int(sample.cache)
    memoryLimit = Int(sample.memoryLimit)
    networkIn = Int(sample.networkIn)
    networkOut = Int(sample.networkOut)
    blockRead = Int(sample.blockRead)
    blockWrite = Int(sample.blockWrite)
  }
}
