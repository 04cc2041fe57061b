import SlipwayCore
import SlipwayStore

/// Deletes the history of deployments; those at work and those that can be gone back to stay.
package enum ApplicationClearDeployments: Procedure {
  package static let name = "application.clearDeployments"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes finished deployments; releases that can be gone back to stay"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .delete)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> Bool {
    try await call.store.write { tx in
      let kept = Set(
        try tx.releases.all(of: input.applicationId, limit: 1000).filter {
          $0.state == .current || $0.state == .previous
        }.map(\.deploymentID))
      for deployment in try tx.deployments.all(of: input.applicationId, limit: 1000)
      where deployment.status.isFinal && !kept.contains(deployment.id) {
        try tx.deployments.delete(deployment.id)
      }
    }
    call.publish(.deployableChanged(input.applicationId, try call.organization()))
    return true
  }
}
