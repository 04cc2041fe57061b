package import SlipwayAnswers
package import Foundation
package import SlipwayCore
import SlipwayStore

/// Lists the deployments of which output is kept.
package enum LogGenerations: Procedure {
  package struct Input: Codable, Sendable {
    package var serviceId: ID<Deployable>

    package init(serviceId: ID<Deployable>) { self.serviceId = serviceId }
  }

  /// What one deployment's containers wrote.
  package struct Generation: Codable, Sendable {
    /// `null` of containers whose deployment nobody knows.
    @Null package var deploymentId: ID<Deployment>?
    /// `null` when the deployment itself is not remembered any more.
    @Null package var title: String?
    @Null package var commit: String?
    package var firstAt: Date
    package var lastAt: Date
    package var lines: Int
    package var bytes: Int
    package var containers: Int
    /// Whether it serves now.
    package var isCurrent: Bool
  }

  package static let name = "log.generations"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the deployments of a service of which output is kept"

  package static func access(_ input: Input) -> Access { .subject(.deployable(input.serviceId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> [Generation] {
    try await call.store.read { tx in
      let current = try tx.releases.current(of: input.serviceId)?.deploymentID
      return try tx.logSegments.generations(of: input.serviceId).map { kept in
        let found = try kept.deploymentID.flatMap { try tx.deployments.find($0) }
        let deployment = found?.deployableID == input.serviceId ? found : nil
        return Generation(
          deploymentId: kept.deploymentID, title: deployment?.title, commit: deployment?.commit,
          firstAt: date(kept.firstAt), lastAt: date(kept.lastAt), lines: kept.lines, bytes: kept.bytes,
          containers: kept.containers, isCurrent: current != nil && current == kept.deploymentID)
      }
    }
  }

  private static func date(_ nanoseconds: Int) -> Date {
    Date(timeIntervalSince1970: Double(nanoseconds / 1_000_000) / 1000)
  }
}
