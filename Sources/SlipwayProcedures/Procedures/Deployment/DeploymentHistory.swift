import SlipwayCore
import SlipwayStore

/// The deployments that have ended.
enum DeploymentHistory {
  /// Deletes them, but never one whose release serves or can be gone back to.
  static func clear(_ id: ID<Deployable>, _ call: Call) async throws {
    try await call.store.write { tx in
      let kept = Set(
        try tx.releases.all(of: id, limit: 1000).filter { $0.state == .current || $0.state == .previous }
          .map(\.deploymentID))
      for deployment in try tx.deployments.all(of: id, limit: 1000)
      where deployment.status.isFinal && !kept.contains(deployment.id) {
        try tx.deployments.delete(deployment.id)
      }
    }
    call.publish(.deployableChanged(id, try call.organization()))
  }
}
