import Foundation
package import SlipwayAgent
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

// What published clients ask with the address and the token of a monitoring service. Neither is followed: what is answered
// was measured here, by the caller's own right.

/// Answers what this machine used, a sample a minute.
package enum ServerGetServerMetrics: Procedure {
  package struct Input: Codable, Sendable {
    package var url: String
    package var token: String
    /// A number, or `all`.
    package var dataPoints: String
  }

  package static let name = "server.getServerMetrics"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what this machine used; url and token are not followed"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> [PublishedMachineSample] {
    let answers = PublishedSamples(archive: call.archive, now: call.now())
    return try await BlockingPool.run { answers.machine(points: PublishedSamples.points(input.dataPoints)) }
  }
}

/// Answers what an application's containers used, a sample a minute.
package enum UserGetContainerMetrics: Procedure {
  package struct Input: Codable, Sendable {
    package var url: String
    package var token: String
    package var appName: String
    /// A number, or `all`.
    package var dataPoints: String
  }

  package static let name = "user.getContainerMetrics"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what a service's containers used; url and token are not followed"

  package static func access(_ input: Input) -> Access { .organization(.member) }

  package static func run(_ input: Input, _ call: Call) async throws -> [PublishedContainerSample] {
    let found = try await MeasuredService.named(input.appName, call)
    let (points, now) = (PublishedSamples.points(input.dataPoints), call.now())
    let source = try await call.engine.measured(on: found.service.serverID)
    let samples = try await source.samples(of: found.series, PublishedSamples.query(points, now: now), now: now)
    return PublishedSamples.containers(
      samples, name: found.service.appName, id: found.service.id.rawValue, points: points, now: now)
  }
}

/// Answers who is asking, as published clients ask before they show what is measured.
package enum UserGetServerMetrics: Procedure {
  package static let name = "user.getServerMetrics"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers who is asking, as user.get does"

  package static func access(_ input: NoInput) -> Access { .signedIn }

  package static func run(_ input: NoInput, _ call: Call) async throws -> UserGet.Output {
    try await UserGet.run(input, call)
  }
}
