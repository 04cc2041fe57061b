import Foundation
import SlipwayCore
package import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// What lies on a Docker Engine, as far as somebody may know of it.
package struct Inventory: Sendable {
  let engine: Engine
  let docker: DockerClient
  package let owners: InventoryOwners

  /// - Parameter machine: whose engine; `nil` is this one.
  package init(_ engine: Engine, _ viewer: InventoryViewer, on machine: Machine? = nil) async throws {
    self.engine = engine
    docker = try (machine ?? engine.thisMachine()).docker
    owners = try await InventoryOwners.load(engine, viewer)
  }

  /// Those that run first, then by their names.
  package func containers() async throws -> [ContainerItem] {
    try await docker.listContainers(all: true).compactMap { container in
      let owner = owners.owner(container.Labels)
      return owners.shows(owner) ? ContainerItem(container, owner) : nil
    }.sorted { ($0.isRunning ? 0 : 1, $0.name) < ($1.isRunning ? 0 : 1, $1.name) }
  }

  /// By their names; those that have lost theirs last.
  package func images() async throws -> [ImageItem] {
    async let listed = docker.listImages()
    let containers = try await docker.listContainers(all: true)
    let needs = try await InventoryNeeds.load(engine, docker, containers)
    let used = Set(containers.filter { owners.owner($0.Labels).isOwn }.compactMap(\.ImageID))
    return try await listed.compactMap { image in
      let owner = owners.owner(of: (image.namesInUse, image.Labels))
      guard owners.shows(owner) || used.contains(image.Id) else { return nil }
      let count = containers.count { $0.ImageID == image.Id }
      return ImageItem(image, owner, needs.need(of: image), containers: count)
    }.sorted { ($0.names.first ?? "~", $0.id) < ($1.names.first ?? "~", $1.id) }
  }

  /// By their names; those that Docker named last.
  /// - Parameter isMeasured: also how large they are, which takes Docker a while.
  package func volumes(isMeasured: Bool = false) async throws -> [VolumeItem] {
    async let listed = docker.listVolumes()
    let containers = try await docker.listContainers(all: true)
    let needs = try await InventoryNeeds.load(engine, docker, containers)
    let sizes = isMeasured ? try await docker.volumeSizes() : [:]
    var users: [String: [DockerContainerSummary]] = [:]
    for container in containers {
      for mount in container.Mounts ?? [] where mount.`Type` == "volume" {
        users[mount.Name ?? "", default: []].append(container)
      }
    }
    return try await listed.compactMap { volume in
      let mounting = users[volume.Name] ?? []
      var owner = owners.owner(volume.Labels)
      // One that Docker made for a container is whose the container is.
      if owner.kind == .server, let user = mounting.map({ owners.owner($0.Labels) }).first(where: \.isOwn) {
        owner = user
      }
      guard owners.shows(owner) else { return nil }
      let need = mounting.isEmpty ? needs.need(of: volume) : .container
      return VolumeItem(volume, owner, need, (mounting.map(\.name), sizes[volume.Name]))
    }.sorted { ($0.isAnonymous ? 1 : 0, $0.name) < ($1.isAnonymous ? 1 : 0, $1.name) }
  }

  /// By their names.
  package func networks() async throws -> [NetworkItem] {
    async let listed = docker.listNetworks()
    let containers = try await docker.listContainers(all: true)
    let shared = "\(engine.configuration.instance)-network"
    return try await listed.compactMap { network in
      let on = containers.filter { $0.NetworkSettings?.Networks?[network.Name] != nil }
      let owner = owners.owner(network.Labels)
      guard owners.shows(owner) || network.Name == shared else { return nil }
      let visible = on.filter { owners.shows(owners.owner($0.Labels)) }.map(\.name)
      return NetworkItem(network, owner, visible.sorted(), isShared: network.Name == shared)
    }.sorted { $0.name < $1.name }
  }
}

extension ContainerItem {
  init(_ container: DockerContainerSummary, _ owner: InventoryOwner) {
    self.init(
      id: container.Id, name: container.name, image: Self.readable(container.Image ?? ""),
      imageId: container.ImageID ?? "", state: container.State ?? "", status: container.Status ?? "",
      createdAt: container.Created.map { Date(timeIntervalSince1970: Double($0)) },
      ports: Self.words(container.Ports ?? []), networks: (container.NetworkSettings?.Networks ?? [:]).keys.sorted(),
      volumes: (container.Mounts ?? []).filter { $0.`Type` == "volume" }.compactMap(\.Name).sorted(), owner: owner)
  }

  /// Without the digest that Swarm puts behind a name; of one that has no other name, its short one.
  private static func readable(_ image: String) -> String {
    if image.hasPrefix("sha256:") { return String(image.dropFirst("sha256:".count).prefix(12)) }
    guard let at = image.range(of: "@sha256:"), at.lowerBound > image.startIndex else { return image }
    return String(image[..<at.lowerBound])
  }

  private static func words(_ ports: [DockerContainerSummary.Port]) -> [String] {
    // What answers at every address of the fourth version does so at those of the sixth.
    let everywhere = Set(ports.filter { $0.IP == "0.0.0.0" }.compactMap(\.PublicPort))
    let told = ports.filter { $0.IP != "::" || !everywhere.contains($0.PublicPort ?? 0) }
    let words = told.map { port -> String in
      let inner = "\(port.PrivatePort ?? 0)/\(port.`Type` ?? "tcp")"
      guard let outer = port.PublicPort else { return inner }
      let address = port.IP.map { $0.contains(":") ? "[\($0)]" : $0 } ?? "0.0.0.0"
      return "\(address):\(outer)->\(inner)"
    }
    return Array(Set(words)).sorted()
  }
}

extension ImageItem {
  init(_ image: DockerImageSummary, _ owner: InventoryOwner, _ need: InventoryNeed?, containers: Int) {
    self.init(
      id: image.Id, names: (image.RepoTags ?? []).filter { !$0.hasPrefix("<none>") },
      digests: (image.RepoDigests ?? []).filter { !$0.hasPrefix("<none>") },
      createdAt: image.Created.map { Date(timeIntervalSince1970: Double($0)) }, size: image.Size ?? 0,
      containers: containers, owner: owner, need: need)
  }
}

extension VolumeItem {
  init(
    _ volume: DockerVolume, _ owner: InventoryOwner, _ need: InventoryNeed?, _ more: (users: [String], size: Int?)
  ) {
    let isNameless = volume.Name.utf8.count == 64 && volume.Name.allSatisfy(\.isHexDigit)
    self.init(
      name: volume.Name, driver: volume.Driver ?? "local",
      createdAt: volume.CreatedAt.flatMap { try? Date($0, strategy: .iso8601) }, size: more.size,
      containers: more.users.sorted(), owner: owner, need: need, isAnonymous: isNameless)
  }
}

extension NetworkItem {
  private static let dockers: Set = ["host", "bridge", "none", "ingress", "docker_gwbridge"]

  init(_ network: DockerNetwork, _ owner: InventoryOwner, _ containers: [String], isShared: Bool) {
    self.init(
      id: network.Id, name: network.Name, driver: network.Driver ?? "", scope: network.Scope ?? "local",
      isInternal: network.Internal ?? false, isAttachable: network.Attachable ?? false,
      subnets: (network.IPAM?.Config ?? []).compactMap(\.Subnet), createdAt: network.Created?.date,
      containers: containers, owner: owner, isReserved: isShared || Self.dockers.contains(network.Name))
  }
}
