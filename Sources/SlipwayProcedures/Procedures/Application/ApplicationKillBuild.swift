import SlipwayCore

/// Stops the deployment at work; its processes and containers end, no one else's.
package enum ApplicationKillBuild: Procedure {
  package static let name = "application.killBuild"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Stops an application's running build"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .deploy)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> NoOutput {
    _ = try await ApplicationQueue.cancel(input.applicationId, statuses: [.running], call)
    return NoOutput()
  }
}
