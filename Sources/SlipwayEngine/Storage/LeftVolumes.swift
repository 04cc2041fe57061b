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
  /// The database whose data it is; `nil` for any other volume, or one that was left before that was remembered.
  package var holds: LeftDatabase?

  package init(name: String, createdAt: Date?, size: Int?, holds: LeftDatabase? = nil) {
    self.name = name
    self.createdAt = createdAt
    self.size = size
    self.holds = holds
  }
}

/// A deleted database whose data is in a volume that is left, without its passwords: they are kept, and shown to nobody.
package struct LeftDatabase: Sendable, Hashable, Codable {
  package var engine: Database.Engine
  package var dockerImage: String
  /// As its owner called it.
  package var name: String
  package var databaseName: String?
  package var databaseUser: String?
  package var replicaSets: Bool

  package init(_ held: HeldDatabase) {
    engine = held.settings.engine
    dockerImage = held.settings.dockerImage
    name = held.name
    databaseName = held.settings.databaseName
    databaseUser = held.settings.databaseUser
    replicaSets = held.settings.replicaSets
  }

  /// As in "PostgreSQL 15 of main".
  package var words: String {
    let tag = (try? ImageReference(parsing: dockerImage))?.tag
    return [DatabaseEngines.engine(engine).label, tag, "of", name].compactMap(\.self).joined(separator: " ")
  }
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
    docker = try engine.hosts.thisMachine().docker
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
    let organization = organization
    let held = try await engine.store.read { tx in
      try left.map { try tx.volumeClaims.held($0.Name, of: organization) }
    }
    return zip(left, held).map { volume, held in
      LeftVolume(
        name: volume.Name, createdAt: volume.CreatedAt.flatMap { try? Date($0, strategy: .iso8601) },
        size: sizes[volume.Name], holds: held.map(LeftDatabase.init))
    }.sorted { $0.name < $1.name }
  }

  /// Deletes one with all that is in it.
  /// - Throws: ``SlipwayError`` `conflict` for one that something of the organisation mounts, `notFound` for somebody else's.
  package func delete(_ name: String) async throws {
    guard try await all().contains(where: { $0.name == name }) else { throw try await refusal(name) }
    try await docker.removeVolume(name)
    try await engine.store.write { try $0.volumeClaims.release(name, of: organization) }
  }

  /// Why one is not left over, in as far as it is the organisation's.
  private func refusal(_ name: String) async throws -> SlipwayError {
    let volume = try await docker.inspectVolume(name)
    let labels = volume?.Labels ?? [:]
    let organization = organization
    let (users, isOwn) = try await engine.store.read { tx -> ([String], Bool) in
      let mounts = try tx.mounts.claiming(volumeName: name, on: nil).filter { $0.organizationID == organization }
      let maker = labels[ReleaseLabels.deployable].map { [ID<Deployable>($0)] } ?? []
      let services = try (mounts.map(\.deployableID) + maker).compactMap { try tx.deployables.find($0) }
      let claim = try tx.volumeClaims.find(name)?.organizationID
      return (
        services.filter { $0.organizationID == organization }.map(\.name),
        claim == organization || labels[ReleaseLabels.organization] == organization.rawValue
      )
    }
    let names = Set(users).sorted().joined(separator: ", ")
    if !names.isEmpty {
      return SlipwayError(
        .conflict, "The volume \(name) is mounted by \(names): remove that mount, or delete the service, first.")
    }
    guard volume != nil, isOwn else { return .notFound("Volume") }
    return SlipwayError(
      .conflict,
      "The volume \(name) is in use: by a container that runs, or by a release that is kept for a rollback.")
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
        guard try tx.mounts.claiming(volumeName: volume.Name, on: nil).isEmpty else { return false }
        // A stack's is a text within the text.
        let marks = ["\"\(volume.Name)\"", "\"\(volume.Name)\\\""]
        return !specs.contains { spec in marks.contains { spec.reveal().contains($0) } }
      }
    }
  }
}
