package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Deploys to one application exactly the commit that another one serves.
package enum ApplicationPromote: Procedure {
  package struct Input: Codable, Sendable {
    /// Whose version it is.
    package var applicationId: ID<Deployable>
    /// Where it goes.
    package var targetApplicationId: ID<Deployable>
  }

  package static let name = "application.promote"
  package static let kind = ProcedureKind.mutation
  package static let summary =
    "Deploys the commit that one application serves to another of the same repository; the same settings give the same image without a build"

  package static func access(_ input: Input) -> Access {
    .all([
      .subject(.application(input.applicationId), .read), .subject(.application(input.targetApplicationId), .write),
    ])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> DeploymentQueued {
    let now = call.now()
    let queued = try await call.store.write { tx in
      let (from, to) = (
        try tx.applications.one(input.applicationId), try tx.applications.one(input.targetApplicationId)
      )
      guard from.id != to.id else {
        throw SlipwayError.invalid("targetApplicationId", "must be another application")
      }
      guard let release = try tx.releases.current(of: from.id), !from.isStopped else {
        throw SlipwayError(.preconditionFailed, "\(from.name) serves nothing that could be promoted.")
      }
      guard let commit = try tx.deployments.find(release.deploymentID)?.commit else {
        throw SlipwayError(.preconditionFailed, "What \(from.name) serves was not built from a commit.")
      }
      guard let repository = try RepositoryIdentity(of: from, tx), try repository == RepositoryIdentity(of: to, tx)
      else {
        throw SlipwayError.invalid("targetApplicationId", "\(to.name) has another repository than \(from.name)")
      }
      let request = DeploymentRequest(
        deployable: try tx.deployables.one(to.id), kind: .deploy,
        title: String("Promoted from \(from.name)".prefix(200)),
        description: "Commit: \(commit)", commit: commit)
      return try DeploymentQueue.enqueue(tx, request, now: now)
    }
    DeploymentQueue.announce(queued, on: call.engine.bus)
    return DeploymentQueued(queued.deployment)
  }
}
