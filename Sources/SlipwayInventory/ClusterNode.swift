package import Foundation
package import SlipwayCore
import SlipwayHost

/// A node of the Swarm, with what runs on it.
package struct ClusterNode: Sendable, Hashable, Codable {
  package var nodeId: String
  package var hostname: String
  package var role: SwarmRole
  package var availability: SwarmAvailability
  /// Docker's word: `ready`, `down`, `unknown` or `disconnected`.
  package var state: String
  /// Docker's own words of why it is so.
  package var problem: String?
  package var address: String
  package var isLeader: Bool
  /// Of managers: `reachable`, `unreachable` or `unknown`.
  package var reachability: String?
  /// The node of the engine that was asked: the proxy is there, and whatever has a volume.
  package var isOwn: Bool
  package var engineVersion: String
  package var system: String
  package var architecture: String
  package var cpus: Double
  package var memory: Int
  package var labels: [String: String]
  package var joinedAt: Date?
  /// Those that are to run; by their services' names.
  package var tasks: [ClusterTask]

  package var isReady: Bool { state == "ready" }
}

/// A task of a service, as the Swarm has placed it.
package struct ClusterTask: Sendable, Hashable, Codable {
  package var taskId: String
  /// The name of its service in Docker.
  package var service: String
  /// The number among the replicas; 0 in a global service.
  package var slot: Int
  /// Docker's word: `running`, `preparing`, `pending` …
  package var state: String
  /// Docker's own words of what is in its way.
  package var error: String?
  package var containerId: String?
  package var since: Date?
  package var owner: InventoryOwner
  /// Its service may run on this node only: with the node gone it waits.
  package var isBound: Bool
}

/// What another machine has to be told to become a node.
package struct ClusterJoin: Sendable, Hashable {
  /// With the token, which lets any machine in.
  package var command: Secret
  /// Where the manager is reached.
  package var address: String
  package var engineVersion: String
}

extension ClusterNode {
  init(_ node: DockerNode, isOwn: Bool, tasks: [ClusterTask]) {
    nodeId = node.ID
    hostname = node.hostname
    role = node.Spec.Role
    availability = node.Spec.Availability
    state = node.Status?.State ?? "unknown"
    problem = node.Status?.Message.flatMap { $0.isEmpty ? nil : $0 }
    // A manager that is alone tells others nothing of where it is but in its other address.
    let managers = node.ManagerStatus?.Addr.map { String($0.prefix { $0 != ":" }) }
    address = node.Status?.Addr.flatMap { ["", "0.0.0.0", "127.0.0.1"].contains($0) ? nil : $0 } ?? managers ?? ""
    isLeader = node.ManagerStatus?.Leader ?? false
    reachability = node.ManagerStatus?.Reachability
    self.isOwn = isOwn
    engineVersion = node.Description?.Engine?.EngineVersion ?? ""
    system = node.Description?.Platform?.OS ?? ""
    architecture = node.Description?.Platform?.Architecture ?? ""
    cpus = Double(node.Description?.Resources?.NanoCPUs ?? 0) / 1e9
    memory = node.Description?.Resources?.MemoryBytes ?? 0
    labels = node.Spec.Labels ?? [:]
    joinedAt = node.CreatedAt?.date
    self.tasks = tasks
  }
}
