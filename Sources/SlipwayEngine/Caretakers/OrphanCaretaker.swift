import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Makes Docker agree with the rows again: services that nobody wants are removed, what is wanted and gone is made anew.
/// What has a job at work is left to it.
package struct OrphanCaretaker: Caretaker {
  package static let name = "orphans"
  package let interval = Duration.seconds(600)
  /// The first answers of a start come before it.
  package let delay = Duration.seconds(1)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// Looks at Docker first and at the rows after: what was seen has its rows already. Right before anything is removed or
  /// brought back the rows are read once more.
  package func runOnce() async throws -> Int {
    let docker = try engine.hosts.host(for: nil).docker
    try await PanelClaim(engine: engine, docker: docker).check()
    let services = try await docker.listServices(labels: [ReleaseLabels.instance: engine.configuration.instance])
    let wanted = try await WantedServices.read(engine)
    var changed = 0
    for service in services where wanted.isOrphan(service.Spec) {
      guard try await WantedServices.read(engine).isOrphan(service.Spec) else { continue }
      try await docker.removeService(service.Spec.Name)
      changed += 1
    }
    changed += try await engine.routes.refreshAll()
    return try await changed + restore(docker, services, wanted)
  }

  /// Makes the services of current releases what their owner wants: those that shall serve and vanished, were suspended
  /// by a deployment that did not live to resume them, or have no tasks; those that shall not and have some.
  private func restore(_ docker: DockerClient, _ services: [DockerService], _ wanted: WantedServices) async throws
    -> Int
  {
    var restored = 0
    // Of compose stacks, ``StackCaretaker`` takes care.
    for release in wanted.current where release.kind != .compose {
      let found = services.first { $0.Spec.Name == release.serviceName }
      guard wanted.isRestless(release.deployableID, found?.Spec) else { continue }
      // It may have been wished otherwise since; what is in the lane from now on comes after.
      let deployable = release.deployableID
      let job = try await engine.store.write { tx in
        try ServiceWish.repair(tx, deployable, now: engine.now())
      }
      if job != nil { restored += 1 }
    }
    if restored > 0 { engine.bus.publish(.jobQueued) }
    return restored
  }
}
