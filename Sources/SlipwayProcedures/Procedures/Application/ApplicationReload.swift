package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Queues a release of the present image with the present settings.
package enum ApplicationReload: Procedure {
  package struct Input: Codable, Sendable {
    /// Accepted as published; the identifier decides.
    package var appName: String
    package var applicationId: ID<Deployable>
  }

  package static let name = "application.reload"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Queues a release of the present image with the present settings"

  package static func access(_ input: Input) -> Access { .subject(.application(input.applicationId), .deploy) }

  package static func run(_ input: Input, _ call: Call) async throws -> DeploymentQueued {
    try await DeployableQueue.enqueue(.reload, input.applicationId, nil, nil, call)
  }
}
