import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Drops all deployments of the organisation that wait.
package enum SettingsCleanAllDeploymentQueue: Procedure {
  package static let name = "settings.cleanAllDeploymentQueue"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Drops all of the organization's waiting deployments"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Bool {
    let organization = try call.organization()
    let now = call.now()
    let dropped = try await call.store.write { tx in
      try tx.deployments.allActive(in: organization).filter { $0.status == .queued }.map {
        try DeploymentQueue.cancel(tx, $0.id, now: now)
      }
    }
    for deployment in dropped { DeploymentQueue.announce(deployment, on: call.engine.bus) }
    return true
  }
}
