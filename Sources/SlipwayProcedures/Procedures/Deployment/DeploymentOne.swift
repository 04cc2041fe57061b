package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one deployment with its steps and, when it failed, the evidence.
package enum DeploymentOne: Procedure {
  package static let name = "deployment.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a deployment with its steps' times and the evidence of a failure"

  package static func access(_ input: DeploymentInput) -> Access { .subject(.deployment(input.deploymentId), .read) }

  package static func run(_ input: DeploymentInput, _ call: Call) async throws -> DeploymentDetail {
    try await call.store.read { tx in
      let deployment = try tx.deployments.one(input.deploymentId)
      let application = try tx.deployables.one(deployment.deployableID)
      let environment = try tx.environments.one(application.environmentID)
      let project = ProjectRow(try tx.projects.one(environment.projectID))
      let versions = RollbackVersions(try tx.releases.all(of: application.id, limit: 1000))
      return DeploymentDetail(
        deployment,
        DeploymentDetail.More(
          steps: try tx.deployments.steps(of: deployment.id), evidence: deployment.evidence,
          rollback: versions[deployment.id],
          application: ApplicationLink(application, environment: EnvironmentRow(environment, project: project))))
    }
  }
}
