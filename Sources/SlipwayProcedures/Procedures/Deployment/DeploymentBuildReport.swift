package import SlipwayCore
import SlipwayStore

/// Answers what is known of a deployment's build.
package enum DeploymentBuildReport: Procedure {
  package static let name = "deployment.buildReport"
  package static let kind = ProcedureKind.query
  package static let summary =
    "Answers why a deployment was built or not, its steps with their times, and what it took"

  package static func access(_ input: DeploymentInput) -> Access { .subject(.deployment(input.deploymentId), .read) }

  /// - Returns: `nil` where nothing was built.
  package static func run(_ input: DeploymentInput, _ call: Call) async throws -> BuildReport? {
    try await call.store.read { try $0.buildReports.find(input.deploymentId) }
  }
}
