import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What a run makes in Docker and takes away at its end: containers that lend their mounts or are restored into for trial,
/// their networks, and volumes that are filled before they take the place of another.
struct BackupLeftovers: Sendable {
  /// What ``ReleaseLabels/role`` says of them.
  static let role = "backup"
  let docker: DockerClient

  static func labels(_ instance: String, _ run: ID<BackupRun>) -> [String: String] {
    [ReleaseLabels.instance: instance, ReleaseLabels.role: role, ReleaseLabels.run: run.rawValue]
  }

  /// Removes all that one run has left.
  /// - Parameter keepsVolumes: one of them holds what belongs into another.
  func remove(_ instance: String, _ run: ID<BackupRun>, keepsVolumes: Bool) async throws {
    let labels = Self.labels(instance, run)
    for container in try await docker.listContainers(labels: labels, all: true) {
      try await docker.removeContainer(container.Id, force: true)
    }
    guard !keepsVolumes else { return }
    for volume in try await docker.listVolumes(labels: labels) { try await docker.removeVolume(volume.Name) }
    for network in try await docker.listNetworks(labels: labels) { try await docker.removeNetwork(network.Id) }
  }

  /// The runs that something in Docker is left of.
  func runs(_ instance: String) async throws -> Set<ID<BackupRun>> {
    let labels = [ReleaseLabels.instance: instance, ReleaseLabels.role: Self.role]
    let containers = try await docker.listContainers(labels: labels, all: true).map { $0.Labels?[ReleaseLabels.run] }
    let volumes = try await docker.listVolumes(labels: labels).map { $0.Labels?[ReleaseLabels.run] }
    let networks = try await docker.listNetworks(labels: labels).map { $0.Labels?[ReleaseLabels.run] }
    return Set((containers + volumes + networks).compactMap { $0 }.map { ID($0) })
  }
}
