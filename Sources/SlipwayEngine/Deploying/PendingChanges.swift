import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What the next deployment would change of the service that runs now, besides new code.
package enum PendingChanges {
  /// - Returns: `nil` before the first release; values of the environment are masked.
  /// - Throws: ``SlipwayError`` `notFound` for an application that is not there.
  package static func find(_ id: ID<Deployable>, _ engine: Engine) async throws -> [Evidence.Change]? {
    let now = engine.now()
    let asked = try await engine.store.read { tx -> Deployment? in
      let deployable = try tx.deployables.one(id)
      guard try tx.releases.current(of: id) != nil else { return nil }
      return Deployment(
        organizationID: deployable.organizationID, deployableID: id, kind: .reload, createdAt: now)
    }
    guard let asked else { return nil }
    let snapshot = try await DeploymentSnapshot.load(engine.store, asked)
    guard let release = snapshot.current else { return nil }
    if let stack = snapshot.stack {
      return stack.changedAt > release.createdAt
        ? [Evidence.Change(field: "file, environment or settings", before: "as deployed", after: "changed since")]
        : []
    }
    let host = try engine.hosts.host(for: nil)
    let surroundings = Surroundings(
      instance: engine.configuration.instance, serviceName: release.serviceName, release: release.id,
      folders: engine.folders, hasVirtualAddresses: try await Surroundings.hasVirtualAddresses(host))
    let spec = try ServiceSpec(snapshot, image: release.imageIdentity, surroundings: surroundings)
    let changes = SpecDifference.changes(from: release.spec.reveal(), to: try spec.json())
    if changes.isEmpty, snapshot.application.changedAt > release.createdAt {
      return [Evidence.Change(field: "source, build or file settings", before: "as deployed", after: "changed since")]
    }
    return changes
  }
}
