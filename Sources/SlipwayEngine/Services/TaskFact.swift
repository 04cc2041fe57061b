package import Foundation

/// What Docker says of one task of a service.
package struct TaskFact: Sendable, Hashable, Codable {
  /// Docker's words for where a task stands, in their order.
  package enum State: String, Sendable, Codable, CaseIterable {
    case new, allocated, pending, assigned, accepted, preparing, ready, starting, running, complete, shutdown, failed
    case rejected, remove, orphaned
    /// A word that this version does not know.
    case unknown
  }

  package var id: String
  /// The number among the replicas; 0 in a global service.
  package var slot: Int
  package var node: String?
  package var state: State
  /// Whether Swarm wants it to run; otherwise it was replaced or is being stopped.
  package var isWanted: Bool
  package var image: String
  /// Docker's own words of what went wrong.
  package var error: String?
  package var exitCode: Int?
  package var container: String?
  /// On the task's node.
  package var pid: Int?
  /// When it came into this state.
  package var since: Date?

  package init(
    id: String, slot: Int = 1, state: State, isWanted: Bool = true, image: String = "", error: String? = nil,
    container: String? = nil
  ) {
    self.id = id
    self.slot = slot
    self.state = state
    self.isWanted = isWanted
    self.image = image
    self.error = error
    self.container = container
  }

  /// It ended although it should serve.
  package var hasEnded: Bool { [.complete, .failed, .rejected, .orphaned].contains(state) }

  /// It holds, or will soon hold, memory, ports and files of its node.
  package var isAlive: Bool {
    [.assigned, .accepted, .preparing, .ready, .starting, .running].contains(state)
  }
}
