import Foundation
import SlipwayCore
package import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Takes away what nothing needs on an engine: shown before, and looked at again right before it goes.
///
/// What a stopped service starts from, a release can be gone back to by, or was made by hand and is nowhere else, is not
/// among it; named volumes are never.
package struct CleanUp: Sendable {
  /// What can be taken away by itself.
  package enum Part: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of tasks that have ended.
    case containers
    /// That nothing was made from, and nothing needs.
    case images
    /// Without a name, which Docker made for containers that are gone.
    case volumes
    /// Steps of earlier builds.
    case cache
  }

  /// One thing that would go.
  package struct Item: Sendable, Hashable, Codable {
    package var id: String
    package var name: String
    package var bytes: Int
  }

  /// What would go of one part.
  package struct Plan: Sendable, Hashable, Codable {
    package var part: Part
    package var items: [Item]
    /// What its removal frees at least.
    package var bytes: Int
  }

  /// What came of it.
  package struct Outcome: Sendable, Hashable, Codable {
    package var removed = 0
    package var bytes = 0
    /// What could not be removed, with Docker's reason.
    package var problems: [String] = []

    package init() {}
  }

  private let engine: Engine
  private let docker: DockerClient

  /// - Parameter machine: where it is cleaned up; `nil` is this one.
  package init(_ engine: Engine, on machine: Machine? = nil) throws {
    self.engine = engine
    docker = try (machine ?? engine.thisMachine()).docker
  }

  package func plans(_ parts: [Part] = Part.allCases) async throws -> [Plan] {
    let use = try await docker.diskUse()
    let containers = try await docker.listContainers(all: true)
    let needs = try await InventoryNeeds.load(engine, docker, containers)
    var plans: [Plan] = []
    for part in parts {
      let items =
        switch part {
        case .containers: endedTasks(containers, use)
        case .images: try await looseImages(needs, use)
        case .volumes: try await looseVolumes(needs, use)
        case .cache: Self.cache(use)
        }
      plans.append(Plan(part: part, items: items, bytes: items.reduce(0) { $0 + $1.bytes }))
    }
    return plans
  }

  /// - Throws: ``SlipwayError`` `conflict` while something is at work whose images cannot be told from loose ones yet.
  package func run(_ parts: [Part]) async throws -> Outcome {
    var outcome = Outcome()
    // In this order: what is gone first no longer needs what comes after.
    for part in Part.allCases where parts.contains(part) {
      try await checkIdle()
      guard part != .cache else {
        outcome.bytes += try await docker.pruneBuildCache()
        continue
      }
      for item in try await plans([part]).flatMap(\.items) {
        do {
          try await remove(item, part)
          outcome.removed += 1
          outcome.bytes += item.bytes
        } catch let error as SlipwayError where error.code != .unreachable {
          outcome.problems.append("\(item.name): \(error.details["docker"] ?? error.message)")
        }
      }
    }
    return outcome
  }

  private func checkIdle() async throws {
    let busy = try await engine.store.read { try $0.jobs.active().contains { $0.state == .running } }
    guard !busy else {
      throw SlipwayError(
        .conflict,
        "A deployment or another job is at work, and may need what looks loose. Try again when it has ended.")
    }
  }

  private func remove(_ item: Item, _ part: Part) async throws {
    switch part {
    case .containers: try await docker.removeContainer(item.id)
    case .images: try await docker.removeImage(item.id)
    case .volumes: try await docker.removeVolume(item.id)
    case .cache: break
    }
  }

  /// A stopped stack's containers are what it starts from again, and those that somebody made by hand are theirs.
  private func endedTasks(_ containers: [DockerContainerSummary], _ use: DockerDiskUse) -> [Item] {
    let sizes = Dictionary(
      (use.Containers ?? []).map { ($0.Id, $0.SizeRw ?? 0) }, uniquingKeysWith: { first, _ in first })
    return containers.filter { container in
      ["exited", "dead"].contains(container.State ?? "")
        && container.Labels?["com.docker.swarm.task.id"] != nil
        && container.Labels?[ReleaseLabels.instance] == engine.configuration.instance
    }.map { Item(id: $0.Id, name: $0.name, bytes: sizes[$0.Id] ?? 0) }
  }

  private func looseImages(_ needs: InventoryNeeds, _ use: DockerDiskUse) async throws -> [Item] {
    let shared = Dictionary(
      (use.Images ?? []).map { ($0.Id, max($0.SharedSize ?? 0, 0)) }, uniquingKeysWith: { first, _ in first })
    return try await docker.listImages().filter { needs.need(of: $0) == nil }.map { image in
      let name = image.namesInUse.first ?? String(image.Id.dropFirst("sha256:".count).prefix(12))
      return Item(id: image.Id, name: name, bytes: max(0, (image.Size ?? 0) - (shared[image.Id] ?? 0)))
    }
  }

  private func looseVolumes(_ needs: InventoryNeeds, _ use: DockerDiskUse) async throws -> [Item] {
    let sizes = Dictionary(
      (use.Volumes ?? []).map { ($0.Name, max($0.UsageData?.Size ?? 0, 0)) }, uniquingKeysWith: { first, _ in first })
    return try await docker.listVolumes(isLoose: true).filter { volume in
      VolumeItem(volume, InventoryOwner(.server), nil, ([], nil)).isAnonymous
        && volume.Labels?[ReleaseLabels.instance] == nil && needs.need(of: volume) == nil
    }.map { Item(id: $0.Name, name: $0.Name, bytes: sizes[$0.Name] ?? 0) }
  }

  private static func cache(_ use: DockerDiskUse) -> [Item] {
    (use.BuildCache ?? []).filter { !($0.InUse ?? false) && !($0.Shared ?? false) }.map {
      Item(id: $0.ID, name: $0.Description ?? $0.ID, bytes: $0.Size ?? 0)
    }
  }
}
