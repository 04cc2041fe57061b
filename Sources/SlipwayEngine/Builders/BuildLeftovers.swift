import Logging
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Takes images off build servers that a deployment left there when it was cut off, or could not bring to the registry.
struct BuildLeftovers: Sendable {
  /// However many there are; the next round goes on.
  private static let patience = Duration.seconds(120)
  let engine: Engine

  /// - Returns: how many names were removed. A server that does not answer is left for another time.
  func removeAll() async throws -> Int {
    let servers = try await engine.store.read { try $0.servers.inUse() }.filter { $0.purpose == .build }
    return await withTaskGroup(of: Int.self) { group in
      for server in servers { group.addTask { await visit(server) } }
      return await group.reduce(0, +)
    }
  }

  private func visit(_ server: Server) async -> Int {
    do {
      return try await Deadline.run(within: Self.patience, what: "Looking after \(server.name)") {
        try await remove(from: try await engine.machine(at: server.id).docker)
      }
    } catch {
      Logger(label: "slipway.caretaker").debug(
        "a build server could not be looked after", metadata: ["server": "\(server.name)", LogKeys.error: "\(error)"])
      return 0
    }
  }

  /// Only what was built for a service that we know: installations may share a build server.
  private func remove(from docker: DockerClient) async throws -> Int {
    let images = try await docker.listImages(labels: [ReleaseLabels.instance: engine.configuration.instance])
    var removed = 0
    for image in images {
      let tags = (image.RepoTags ?? []).filter { $0 != "<none>:<none>" }
      for name in tags.isEmpty ? [image.Id] : tags where try await isUnwanted(name, image) {
        do {
          try await docker.removeImage(name)
          removed += 1
        } catch let error as SlipwayError where error.code == .conflict {
          // Something is made of it; it goes when that has gone.
        }
      }
    }
    return removed
  }

  private func isUnwanted(_ name: String, _ image: DockerImageSummary) async throws -> Bool {
    guard let service = image.Labels?[ReleaseLabels.deployable],
      let maker = image.Labels?[ReleaseLabels.deployment]
    else { return false }
    // Another deployment may use what one before it has built.
    let deployment =
      name.split(separator: ":").last.flatMap { $0.hasPrefix("d-") ? String($0.dropFirst(2)) : nil } ?? maker
    return try await engine.store.read { tx in
      guard try tx.deployables.find(ID(service)) != nil else { return false }
      if let found = try tx.deployments.find(ID(deployment)), !found.status.isFinal { return false }
      // The same machine may run it.
      return try tx.releases.byDeployment(ID(deployment)).map { !Leftovers.kept.contains($0.state) } ?? true
    }
  }
}
