import SlipwayCore
package import SlipwayHost

// A service that needs what one node alone has is bound to it: tasks elsewhere would find no image, or an empty volume.
extension ServiceSpec {
  /// What a service needs of one node.
  package enum Binding: Sendable, Hashable {
    /// An image that no registry has.
    case image
    /// Volumes, folders or files.
    case storage
  }

  /// Why its tasks cannot run on any node; `nil` when they can.
  package var binding: Binding? {
    let mounts = TaskTemplate.ContainerSpec.Mounts ?? []
    // Also what was asked for a node by its constraints: whose a volume is can be seen on the node that is ours only.
    if mounts.contains(where: { ["bind", "volume"].contains($0.`Type`) }) { return .storage }
    return TaskTemplate.ContainerSpec.Image.hasPrefix("sha256:") ? .image : nil
  }

  /// The node that its tasks may run on only; `nil` where any may.
  package var boundNode: String? {
    (TaskTemplate.Placement?.Constraints ?? []).lazy.compactMap(Self.node).first
  }

  private static func node(in constraint: String) -> String? {
    let words = constraint.filter { !$0.isWhitespace }
    let start = "node.id=="
    return words.hasPrefix(start) ? String(words.dropFirst(start.count)) : nil
  }

  /// The same on this node only, if it has to be; without what an earlier node was written down for.
  /// - Parameter node: `nil` where there is no Swarm to choose from.
  package func bound(to node: String?) throws -> ServiceSpec {
    var spec = self
    let before = spec.Labels?.removeValue(forKey: ReleaseLabels.node)
    var constraints = spec.TaskTemplate.Placement?.Constraints ?? []
    if let before { constraints.removeAll { Self.node(in: $0) == before } }
    if let node, !node.isEmpty, binding != nil {
      constraints.append("node.id==\(node)")
      spec.Labels = (spec.Labels ?? [:]).merging([ReleaseLabels.node: node]) { $1 }
    }
    var placement = spec.TaskTemplate.Placement ?? SwarmPlacement()
    placement.Constraints = constraints.isEmpty ? nil : constraints
    spec.TaskTemplate.Placement = placement == SwarmPlacement() ? nil : placement
    return spec == self ? self : try spec.sealed()
  }
}

/// Binds services to the node of the engine that makes them.
struct NodeBinding: Sendable {
  let docker: DockerClient

  /// - Parameter log: is told why the service does not spread, where it could.
  func bind(_ spec: ServiceSpec, log: DeploymentLog) async throws -> ServiceSpec {
    let swarm = try await docker.info().Swarm
    if (swarm?.Nodes ?? 1) > 1, let binding = spec.binding {
      await log.line(Self.sentence(binding, swarm?.Nodes ?? 1))
    }
    return try spec.bound(to: swarm?.NodeID)
  }

  /// As a release's row has it, for a node that may have another identity by now: a Swarm was begun anew.
  func renew(_ spec: ServiceSpec) async throws -> ServiceSpec {
    guard spec.Labels?[ReleaseLabels.node] != nil else { return spec }
    return try spec.bound(to: try await docker.info().Swarm?.NodeID)
  }

  private static func sentence(_ binding: ServiceSpec.Binding, _ nodes: Int) -> String {
    switch binding {
    case .image:
      "The Swarm has \(nodes) nodes, and only this one has the image: all tasks run on it. Choose a registry under Advanced, "
        + "which the image is pushed to, and they spread."
    case .storage:
      "The Swarm has \(nodes) nodes, and volumes, folders and files are this one's: all tasks run on it."
    }
  }
}
