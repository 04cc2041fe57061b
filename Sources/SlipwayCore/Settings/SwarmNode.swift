/// Whether a node has a say in its Swarm, or only runs tasks.
package enum SwarmRole: String, Sendable, Hashable, Codable, CaseIterable {
  case worker, manager
}

/// Whether a node is given tasks: `pause` keeps those that it has, `drain` takes them away.
package enum SwarmAvailability: String, Sendable, Hashable, Codable, CaseIterable {
  case active, pause, drain
}
