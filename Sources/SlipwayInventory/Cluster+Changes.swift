package import SlipwayCore
import SlipwayEngine
import SlipwayHost

// What is changed of a node. Whatever stops services says so first.
extension Cluster {
  /// How long the tasks of a node that is drained may take to end before it is left as it is.
  private static let patience = Duration.seconds(60)
  static let mostLabels = 50

  /// - Parameter isForced: also when services stop by it that may run on this node only.
  /// - Throws: ``SlipwayError`` `conflict` with what would stop.
  package func set(availability: SwarmAvailability, of id: String, isForced: Bool = false) async throws {
    let node = try await node(id)
    if availability == .drain {
      guard !node.isOwn else { throw Self.ownNode(node, "Drained, it would stop all of that.") }
      try Self.refuse(node.tasks.filter(\.isBound), of: node, "would stop, as they may run on it only", isForced)
    }
    try await change(id) { $0.Availability = availability }
  }

  package func set(role: SwarmRole, of id: String) async throws {
    let node = try await node(id)
    guard role == .manager || !node.isOwn else {
      throw SlipwayError(
        .conflict, "Slipway works through \(node.hostname), which has to be a manager for that.")
    }
    try await change(id) { $0.Role = role }
  }

  /// - Parameter labels: all that it has from now on.
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  package func set(labels: [String: String], of id: String) async throws {
    var problems = ValidationProblems()
    problems.require(labels.count <= Self.mostLabels, "labels", "may be \(Self.mostLabels) at most")
    for (name, value) in labels.sorted(by: { $0.key < $1.key }) {
      problems.require(
        (1...63).contains(name.utf8.count)
          && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) },
        "labels", "'\(name)' is no name: letters, digits and '_.-', 63 at most")
      problems.require(
        value.utf8.count <= 128 && value.allSatisfy { !$0.isNewline && $0 != "\0" }, "labels",
        "the value of \(name) is longer than 128 characters or has more than one line")
    }
    try problems.throwIfAny()
    _ = try await node(id)
    try await change(id) { $0.Labels = labels }
  }

  /// Takes a node's tasks away, and then the node.
  /// - Parameter isForced: whatever runs there.
  /// - Throws: ``SlipwayError`` `conflict` with what runs there; `timeout` when it does not end.
  package func remove(_ id: String, isForced: Bool) async throws -> ClusterNode {
    let node = try await node(id)
    guard !node.isOwn else { throw Self.ownNode(node, "It cannot be removed.") }
    guard node.role == .worker else {
      throw SlipwayError(.conflict, "\(node.hostname) is a manager: demote it first, then remove it.")
    }
    let others = node.tasks.filter { $0.owner.kind != .slipway }
    try Self.refuse(others, of: node, "run there and would move to other nodes, or stop", isForced)
    if node.isReady {
      try await change(id) { $0.Availability = .drain }
      try await waitUntilIdle(node)
    }
    try await docker.removeNode(id, force: true)
    return node
  }

  /// Somebody else may have changed it since it was read: then it is read again.
  private func change(_ id: String, _ change: (inout DockerNode.Wanted) -> Void) async throws {
    for attempt in 0..<5 {
      guard let node = try await docker.inspectNode(id) else { throw SlipwayError.notFound("Node") }
      var wanted = node.Spec
      change(&wanted)
      guard wanted != node.Spec else { return }
      do {
        return try await docker.updateNode(node, to: wanted)
      } catch let error as SlipwayError
        where error.details["docker"]?.contains("out of sequence") == true && attempt < 4
      {
        continue
      }
    }
  }

  private func waitUntilIdle(_ node: ClusterNode) async throws {
    let begun = ContinuousClock.now
    while try await docker.listTasks(node: node.nodeId).map(TaskFact.init).contains(where: \.isAlive) {
      guard ContinuousClock.now - begun < Self.patience else {
        throw SlipwayError(
          .timeout,
          "\(node.hostname) was drained, but containers there have not ended within \(Self.patience.inWords). Try again in a moment."
        )
      }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  private static func ownNode(_ node: ClusterNode, _ consequence: String) -> SlipwayError {
    SlipwayError(
      .conflict,
      "\(node.hostname) is where the proxy runs, and whatever has a volume. \(consequence)")
  }

  private static func refuse(
    _ tasks: [ClusterTask], of node: ClusterNode, _ fate: String, _ isForced: Bool
  ) throws {
    let names = Set(tasks.map { $0.owner.serviceName ?? $0.service }).sorted()
    guard !isForced, !names.isEmpty else { return }
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    throw SlipwayError(
      .conflict,
      "\(names.prefix(5).joined(separator: ", "))\(more) \(fate). Say force to do it all the same.",
      details: ["node": node.hostname])
  }
}
