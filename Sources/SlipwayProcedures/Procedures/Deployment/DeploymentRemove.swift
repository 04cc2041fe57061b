package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a finished deployment with its log, and its release when that does not serve.
package enum DeploymentRemove: Procedure {
  package static let name = "deployment.removeDeployment"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a finished deployment with its log"

  package static func access(_ input: DeploymentInput) -> Access {
    .subject(.deployment(input.deploymentId), .delete)
  }

  package static func run(_ input: DeploymentInput, _ call: Call) async throws -> DeploymentRow {
    let (deployment, owner) = try await call.store.write { tx in
      let deployment = try tx.deployments.one(input.deploymentId)
      guard deployment.status.isFinal else {
        throw SlipwayError(.conflict, "This deployment is at work: cancel it first.")
      }
      guard try tx.releases.byDeployment(deployment.id)?.state != .current else {
        throw SlipwayError(.conflict, "What this deployment released serves now; it cannot be removed.")
      }
      let owner = try tx.deployables.one(deployment.deployableID)
      try tx.deployments.delete(deployment.id)
      return (deployment, owner)
    }
    call.publish(.deployableChanged(deployment.deployableID, deployment.organizationID))
    return DeploymentRow(deployment, of: owner.kind)
  }
}
