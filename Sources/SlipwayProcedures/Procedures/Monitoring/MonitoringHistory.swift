import Foundation
package import SlipwayAgent
package import SlipwayAnswers
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Answers what a service, or this machine, used in a span of time, with the deployments in it.
package enum MonitoringHistory: Procedure {
  package struct Input: Codable, Sendable {
    /// With neither it is the machine that Slipway runs on.
    package var serviceId: ID<Deployable>?
    package var serverId: ID<Server>?
    /// Seconds since 1970; the last hour without them.
    package var from: Int?
    package var to: Int?
    /// At most so many samples.
    package var points: Int?

    package init(
      serviceId: ID<Deployable>?, serverId: ID<Server>? = nil, from: Int?, to: Int?, points: Int? = nil
    ) {
      self.serviceId = serviceId
      self.serverId = serverId
      self.from = from
      self.to = to
      self.points = points
    }
  }

  /// A deployment on the time line.
  package struct Mark: Codable, Sendable {
    package var deploymentId: ID<Deployment>
    package var serviceId: ID<Deployable>
    package var title: String
    package var state: DeploymentStatus
    /// Seconds since 1970: when it ended, or began.
    package var time: Int
  }

  package struct Output: Codable, Sendable {
    package var from: Int
    package var to: Int
    package var samples: SeriesAnswer
    package var deployments: [Mark]
    /// Whether the machine that it runs on is measured.
    package var isMeasured: Bool
    /// Why it is not, or cannot be told now, in a sentence; `null` for the machine that Slipway runs on.
    @Null package var problem: String?
    /// Since when the server does not answer, in seconds since 1970.
    @Null package var awaySince: Int?
  }

  package static let name = "monitoring.history"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what a service, or this machine, used in a span of time"

  package static func access(_ input: Input) -> Access {
    if let service = input.serviceId { return .subject(.deployable(service), .read) }
    return input.serverId.map { .subject(.server($0), .read) } ?? .server
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    guard input.serviceId == nil || input.serverId == nil else {
      throw SlipwayError(.badRequest, "Ask for a service or for a server, not for both at once.")
    }
    let now = call.now()
    let query = query(input, now)
    let series = input.serviceId.map { SeriesName(service: $0.rawValue) } ?? .machine
    let place = try await call.store.read { tx in
      try input.serviceId.map { try tx.deployables.one($0).serverID } ?? input.serverId
    }
    var readings = try await ServerReadings.of(place, call.engine)
    let found = try await readings.ask { source in
      guard let series else { return (samples: [Sample](), isMeasured: false) }
      let samples = try await source.samples(of: series, query, now: now)
      return (samples, try await source.latest(of: .machine, now: now) != nil)
    }
    return Output(
      from: query.span.lowerBound, to: query.span.upperBound, samples: SeriesAnswer(found?.samples ?? []),
      deployments: marks(try await deployments(input, call), in: query.span), isMeasured: found?.isMeasured ?? false,
      problem: readings.problem, awaySince: readings.awaySince)
  }

  private static func query(_ input: Input, _ now: Date) -> SeriesQuery {
    var fields: [(String, String)] = []
    for (name, value) in [("from", input.from), ("to", input.to), ("points", input.points)] {
      if let value { fields.append((name, String(value))) }
    }
    return SeriesQuery(fields, now: now)
  }

  /// Of the service, of what runs on the server, or of everything.
  private static func deployments(_ input: Input, _ call: Call) async throws -> [Deployment] {
    let organization = try call.organization()
    return try await call.store.read { tx in
      if let service = input.serviceId { return try tx.deployments.all(of: service) }
      let recent = try tx.deployments.recent(in: organization, limit: 200)
      guard let server = input.serverId else { return recent }
      let there = Set(try tx.deployables.all(on: server).map(\.id))
      return recent.filter { there.contains($0.deployableID) }
    }
  }

  private static func marks(_ deployments: [Deployment], in span: Range<Int>) -> [Mark] {
    deployments.compactMap { deployment in
      let moment = deployment.finishedAt ?? deployment.startedAt ?? deployment.createdAt
      let time = Int(moment.timeIntervalSince1970)
      guard span.contains(time) else { return nil }
      return Mark(
        deploymentId: deployment.id, serviceId: deployment.deployableID, title: deployment.title,
        state: deployment.status, time: time)
    }
  }
}
