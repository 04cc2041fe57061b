import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Makes what runs on one machine, and what its proxy is told, agree with the rows: services that nobody wants there are
/// removed, what is wanted and gone is made anew. What has a job at work is left to it.
struct MachineCare: Sendable {
  let engine: Engine
  let machine: Machine

  /// Looks at Docker first and at the rows after: what was seen has its rows already. Right before anything is removed or
  /// brought back the rows are read once more.
  /// - Returns: how many things were changed, or are by a job from now on.
  func run() async throws -> Int {
    let docker = machine.docker
    let services = try await docker.listServices(labels: [ReleaseLabels.instance: engine.configuration.instance])
    let wanted = try await WantedServices.read(engine, on: machine.server)
    var changed = 0
    for service in services where wanted.isOrphan(service.Spec) {
      guard try await WantedServices.read(engine, on: machine.server).isOrphan(service.Spec) else { continue }
      try await ServiceOutput(engine, machine).keeping(service: service.Spec.Name) {
        try await docker.removeService(service.Spec.Name)
      }
      changed += 1
    }
    if machine.server != nil { try await engine.routes.refreshCertificates(on: machine.server) }
    changed += try await engine.routes.refreshAll(on: machine.server)
    return try await changed + restore(services, wanted)
  }

  /// Makes the services of current releases what their owner wants: those that shall serve and vanished, were suspended
  /// by a deployment that did not live to resume them, or have no tasks; those that shall not and have some.
  private func restore(_ services: [DockerService], _ wanted: WantedServices) async throws -> Int {
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
