import SlipwayCore
import SlipwayHost

/// Takes a service's tasks and ports away for a while and gives them back as its release says.
struct ServiceSuspension: Sendable {
  /// Marks a service that a deployment has suspended, so that it is not mistaken for one that its owner stopped.
  static let label = "slipway.suspended"

  let docker: DockerClient
  var patience = Duration.seconds(60)

  /// Returns when no task is left that could hold a port or a file.
  func suspend(_ name: String) async throws {
    guard let found = try await docker.inspectService(name) else { return }
    try await update(found, to: found.Spec.suspended())
    try await ServiceRemoval(docker: docker, patience: patience).waitUntilIdle(name)
  }

  /// Makes the service what its release says, whether it was suspended, changed or has vanished.
  func resume(_ spec: ServiceSpec, auth: RegistryAuth?) async throws {
    guard let found = try await docker.inspectService(spec.Name) else {
      _ = try await docker.createService(spec, auth: auth)
      return
    }
    try await update(found, to: spec)
  }

  /// Somebody else, Swarm itself among them, may have changed the service since it was read: then it is read again.
  private func update(_ found: DockerService, to spec: ServiceSpec) async throws {
    var found = found
    for attempt in 1...5 {
      do {
        return try await docker.updateService(found.ID, version: found.Version.Index, spec: spec)
      } catch let error as SlipwayError where error.message.contains("out of sequence") && attempt < 5 {
        guard let again = try await docker.inspectService(found.ID) else { return }
        found = again
      }
    }
  }
}
