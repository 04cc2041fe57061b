import Foundation
package import SlipwayAgent
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Answers what a service, or this machine, used in a span of time, with the deployments in it.
package enum MonitoringHistory: Procedure {
  package struct Input: Codable, Sendable {
    /// This machine without it.
    package var serviceId: ID<Deployable>?
    /// Seconds since 1970; the last hour without them.
    package var from: Int?
    package var to: Int?
    /// At most so many samples.
    package var points: Int?

    package init(serviceId: ID<Deployable>?, from: Int?, to: Int?, points: Int? = nil) {
      self.serviceId = serviceId
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
  }

  package static let name = "monitoring.history"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what a service, or this machine, used in a span of time"

  package static func access(_ input: Input) -> Access {
    input.serviceId.map { .subject(.deployable($0), .read) } ?? .server
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let (archive, now) = (call.archive, call.now())
    var fields: [(String, String)] = []
    for (name, value) in [("from", input.from), ("to", input.to), ("points", input.points)] {
      if let value { fields.append((name, String(value))) }
    }
    let query = SeriesQuery(fields, now: now)
    let series = input.serviceId.map { SeriesName(service: $0.rawValue) } ?? .machine
    let samples = try await BlockingPool.run {
      series.map { SeriesAnswer(archive, $0, query, now: now) } ?? SeriesAnswer([])
    }
    let organization = try call.organization()
    let (deployments, isElsewhere) = try await call.store.read { tx in
      let found = try input.serviceId.map { try tx.deployments.all(of: $0) }
      return (
        try found ?? tx.deployments.recent(in: organization, limit: 200),
        try input.serviceId.map { try tx.deployables.one($0).serverID != nil } ?? false
      )
    }
    return Output(
      from: query.span.lowerBound, to: query.span.upperBound, samples: samples,
      deployments: marks(deployments, in: query.span),
      isMeasured: !isElsewhere && archive.latest(of: .machine, now: now) != nil)
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
