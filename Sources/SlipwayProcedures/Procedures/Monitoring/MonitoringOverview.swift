package import SlipwayAnswers
import Foundation
import SlipwayAgent
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Answers what everything that one may see uses now.
package enum MonitoringOverview: Procedure {
  /// One that runs.
  package struct Row: Codable, Sendable {
    /// `nil` of what is no service of Slipway: for the server's owner only.
    @Null package var serviceId: ID<Deployable>?
    @Null package var kind: Deployable.Kind?
    package var name: String
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
    let (organization, caller, archive, now) = (try call.organization(), call.caller, call.archive, call.now())
    let (own, isOwner) = try await call.store.read { tx in
      (try tx.deployables.all(in: organization), try caller?.ownsServer(tx) ?? false)
    }
    let services = Dictionary(own.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
    let samples = try await BlockingPool.run {
      archive.names().compactMap { name in archive.latest(of: name, now: now).map { (name, $0) } }
    }
    let rows = samples.compactMap { name, sample -> Row? in
      guard name != .machine else { return nil }
      if let id = name.deployable { return services[id].map { Row($0, sample) } }
      return isOwner ? Row(name: name.title, sample) : nil
    }
    return rows.sorted { ($0.cpuPercent, $0.memory, $1.name) > ($1.cpuPercent, $1.memory, $0.name) }
  }
}

extension MonitoringOverview.Row {
  fileprivate init(_ service: Deployable, _ sample: Sample) {
    self.init(name: service.name, sample)
    serviceId = service.id
    kind = service.kind
  }

  fileprivate init(name: String, _ sample: Sample) {
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
