import SlipwayCore
import SlipwayHost

/// Takes a service's tasks and ports away for a while and gives them back as its release says.
struct ServiceSuspension: Sendable {
  let docker: DockerClient
  /// Keeps what the tasks write to their end.
  var output: ServiceOutput?

  /// Returns when no task is left that could hold a port or a file.
  func suspend(_ name: String) async throws {
    try await ServiceRemoval(docker: docker, output: output).empty(name) { $0.suspended() }
  }

  /// Makes the service what its release says, whether it was suspended, changed or has vanished.
  func resume(_ stored: ServiceSpec, auth: RegistryAuth?) async throws {
    let spec = try await NodeBinding(docker: docker).renew(stored)
    let isThere = try await ServiceUpdate(docker: docker).apply(to: spec.Name) { _ in spec }
    if !isThere { _ = try await docker.createService(spec, auth: auth) }
  }
}
