import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Makes Docker and the disk agree with the rows again: what nobody wants is removed, what is wanted and gone is made
/// anew. Applications with a job at work are left to it.
package struct OrphanCaretaker: Caretaker {
  package static let name = "orphans"
  package let interval = Duration.seconds(600)
  /// The first answers of a start come before it.
  package let delay = Duration.seconds(1)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let wanted = try await WantedServices.read(engine)
    let docker = try engine.hosts.host(for: nil).docker
    let instance = [ReleaseLabels.instance: engine.configuration.instance]
    var changed = try await removeFolders(wanted)
    changed += try await engine.routes.refreshAll()
    let services = try await docker.listServices(labels: instance)
    for service in services where wanted.isOrphan(service.Spec) {
      try await docker.removeService(service.Spec.Name)
      changed += 1
    }
    changed += try await removeContainers(docker, instance, wanted)
    return try await changed + restore(docker, services, wanted)
  }

  /// Containers of builds that a killed process left behind; those of services are Swarm's to remove.
  private func removeContainers(
    _ docker: DockerClient, _ instance: [String: String], _ wanted: WantedServices
  ) async throws -> Int {
    var removed = 0
    for container in try await docker.listContainers(labels: instance, all: true) {
      let labels = container.Labels ?? [:]
      guard labels["com.docker.swarm.service.id"] == nil, let deployment = labels[ReleaseLabels.deployment],
        !wanted.deployments.contains(deployment)
      else { continue }
      try await docker.removeContainer(container.Id, force: true)
      removed += 1
    }
    return removed
  }

  private func removeFolders(_ wanted: WantedServices) async throws -> Int {
    let files = try engine.hosts.host(for: nil).files
    guard try await files.exists(engine.folders.work) else { return 0 }
    var removed = 0
    for name in try await files.list(engine.folders.work) where !wanted.deployments.contains(name) {
      try await files.remove("\(engine.folders.work)/\(name)")
      removed += 1
    }
    return removed
  }

  /// Brings back the current release of an application whose service has vanished, or was suspended by a deployment that
  /// did not live to resume it.
  private func restore(_ docker: DockerClient, _ services: [DockerService], _ wanted: WantedServices) async throws
    -> Int
  {
    var restored = 0
    for release in wanted.serving {
      let found = services.first { $0.Spec.Name == release.serviceName }
      guard found == nil || found?.Spec.Labels?[ServiceSuspension.label] != nil else { continue }
      let auth = try await engine.store.read { ImageSource.auth(try $0.applications.one(release.applicationID)) }
      try await ServiceSuspension(docker: docker).resume(ServiceSpec.read(release), auth: auth)
      restored += 1
    }
    return restored
  }
}
