import SlipwayCore
import SlipwayHost

/// Changes a service as it is at this moment, whoever else changes it, too.
struct ServiceUpdate: Sendable {
  let docker: DockerClient

  /// - Parameter change: from the spec that the service has to the one that it shall have; may be asked again.
  /// - Returns: `false` when there is no such service.
  @discardableResult
  func apply(to name: String, change: (ServiceSpec) -> ServiceSpec) async throws -> Bool {
    for _ in 0..<5 {
      guard let found = try await docker.inspectService(name) else { return false }
      do {
        try await docker.updateService(found.ID, version: found.Version.Index, spec: change(found.Spec))
        return true
      } catch let error as SlipwayError where error.message.contains("out of sequence") {
        // Swarm itself, or a person, was faster: its new version is read again.
      }
    }
    throw SlipwayError(.conflict, "The service \(name) is being changed by somebody else; try again in a moment.")
  }
}
