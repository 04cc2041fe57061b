package import SlipwayAnswers
package import Foundation
package import SlipwayCore
import SlipwayStore

/// Answers how each service of an environment is, besides its name and status.
package enum EnvironmentGlances: Procedure {
  /// One service, whatever its kind.
  package struct Glance: Codable, Sendable {
    package var serviceId: ID<Deployable>
    package var isStopped: Bool
    /// Whether a version of it is in service, also when the last deployment failed.
    package var isServing: Bool
    @Null package var host: String?
    package var https: Bool
    /// When the last deployment was queued that came into service.
    @Null package var lastDeployedAt: Date?
    /// When the last deployment was queued, however it ended.
    @Null package var lastTriedAt: Date?

    package init(
      serviceId: ID<Deployable>, isStopped: Bool, isServing: Bool, host: String? = nil, https: Bool = false,
      lastDeployedAt: Date? = nil, lastTriedAt: Date? = nil
    ) {
      self.serviceId = serviceId
      self.isStopped = isStopped
      self.isServing = isServing
      self.host = host
      self.https = https
      self.lastDeployedAt = lastDeployedAt
      self.lastTriedAt = lastTriedAt
    }
  }

  package static let name = "environment.glances"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers how each service of an environment is: stopped, serving, its address"

  package static func access(_ input: EnvironmentInput) -> Access {
    .subject(.environment(input.environmentId), .read)
  }

  package static func run(_ input: EnvironmentInput, _ call: Call) async throws -> [Glance] {
    try await call.store.read { tx in
      try tx.deployables.glances(in: input.environmentId).map { glance in
        Glance(
          serviceId: glance.id, isStopped: glance.isStopped, isServing: glance.isServing, host: glance.host,
          https: glance.isHTTPS, lastDeployedAt: glance.lastDeployedAt, lastTriedAt: glance.lastTriedAt)
      }
    }
  }
}
