import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What the next deployment would change of the service that runs now, besides new code.
package struct PendingChanges: Sendable, Hashable {
  /// What somebody changed; values of the environment are masked.
  package var changes: [Evidence.Change]
  /// The old version ends before the new one starts: both cannot have the same storage or port, or its order says so.
  package var stopsFirst = false

  /// - Returns: `nil` before the first release.
  /// - Throws: ``SlipwayError`` `notFound` for an application that is not there.
  package static func find(_ id: ID<Deployable>, _ engine: Engine) async throws -> PendingChanges? {
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
      let isChanged = stack.changedAt > release.createdAt
      return PendingChanges(
        changes: isChanged
          ? [Evidence.Change(field: "file, environment or settings", before: "as deployed", after: "changed since")]
          : [])
    }
    return try await compare(snapshot, with: release, engine)
  }

  private static func compare(
    _ snapshot: DeploymentSnapshot, with release: Release, _ engine: Engine
  ) async throws -> PendingChanges {
    let runtime = snapshot.application.runtime
    let machine = try await engine.machine(of: snapshot.application.id)
    let surroundings = Surroundings(
      instance: engine.configuration.instance, serviceName: release.serviceName, release: release.id,
      folders: machine.folders, hasVirtualAddresses: try await Surroundings.hasVirtualAddresses(machine.host))
    let spec = try ServiceSpec(snapshot, image: release.imageIdentity, surroundings: surroundings)
    var changes = SpecDifference.changes(
      from: release.spec.reveal(), to: try spec.json(), hasPlacement: runtime.placementSwarm != nil)
    if changes.isEmpty, snapshot.application.changedAt > release.createdAt {
      changes = [
        Evidence.Change(field: "source, build or file settings", before: "as deployed", after: "changed since")
      ]
    }
    let stopsFirst = try spec.excludes(ServiceSpec.read(release), order: runtime.updateConfigSwarm?.Order)
    return PendingChanges(changes: changes, stopsFirst: stopsFirst && !snapshot.application.isStopped)
  }
}
