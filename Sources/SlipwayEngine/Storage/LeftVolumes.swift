package import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// A named volume that has outlived the service it was made for.
package struct LeftVolume: Sendable, Hashable, Codable {
  package var name: String
  package var createdAt: Date?
  /// In bytes; `nil` where nobody asked for it.
  package var size: Int?
}

/// The volumes of an organisation that Slipway made and nothing mounts any more: what deleted services have left. One
/// that a kept release needs when it is rolled back to is not among them.
package struct LeftVolumes: Sendable {
  private let engine: Engine
  private let docker: DockerClient
  private let organization: ID<Organization>

  package init(_ engine: Engine, of organization: ID<Organization>) throws {
    self.engine = engine
    self.organization = organization
    docker = try engine.hosts.host().docker
  }

  /// By their names.
  /// - Parameter isMeasured: also how large they are, which takes Docker a while.
  package func all(isMeasured: Bool = false) async throws -> [LeftVolume] {
    let labels = ReleaseLabels.owned(by: organization, instance: engine.configuration.instance)
    // What a restore fills before it takes another's place has a role.
    let loose = try await docker.listVolumes(labels: labels, isLoose: true).filter {
      $0.Labels?[ReleaseLabels.role] == nil
    }
    let left = try await unclaimed(loose)
    let sizes = isMeasured && !left.isEmpty ? try await docker.volumeSizes() : [:]
    return left.map { volume in
      LeftVolume(
        name: volume.Name, createdAt: volume.CreatedAt.flatMap { try? Date($0, strategy: .iso8601) },
        size: sizes[volume.Name])
    }.sorted { $0.name < $1.name }
  }

  /// Deletes one with all that is in it.
  /// - Throws: ``SlipwayError`` `notFound` for one that something mounts, or that is somebody else's.
  package func delete(_ name: String) async throws {
    guard try await all().contains(where: { $0.name == name }) else { throw SlipwayError.notFound("Volume") }
    try await docker.removeVolume(name)
    try await engine.store.write { try $0.volumeClaims.release(name, of: organization) }
  }

  /// The volumes that were made for one of its services, such as a compose stack.
  package func made(for deployable: ID<Deployable>) async throws -> [String] {
    try await docker.listVolumes(labels: ReleaseLabels.own(deployable, engine)).map(\.Name).sorted()
  }

  private func unclaimed(_ volumes: [DockerVolume]) async throws -> [DockerVolume] {
    guard !volumes.isEmpty else { return [] }
    return try await engine.store.read { tx in
      let specs = try tx.releases.specs(in: organization)
      return try volumes.filter { volume in
        // A stack's file is not all in the rows; while there is the stack, its volumes are its own.
        if let maker = volume.Labels?[ReleaseLabels.deployable], try tx.deployables.find(ID(maker)) != nil {
          return false
        }
        guard try tx.mounts.claiming(volumeName: volume.Name).isEmpty else { return false }
        // A stack's is a text within the text.
        let marks = ["\"\(volume.Name)\"", "\"\(volume.Name)\\\""]
        return !specs.contains { spec in marks.contains { spec.reveal().contains($0) } }
      }
    }
  }
}
