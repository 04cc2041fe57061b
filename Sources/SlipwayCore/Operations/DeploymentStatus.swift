/// Where a deployment stands. Moves are compare-and-set; `docs/deployment-states.md` draws them.
package enum DeploymentStatus: String, Sendable, Codable, CaseIterable {
  /// Its job waits for a worker.
  case queued
  /// A worker holds its lease.
  case running
  /// The new version serves.
  case done
  /// It failed and was undone; the evidence says why.
  case error
  /// A person stopped it, and it was undone.
  case cancelled
  /// A newer one for the same application took its place before it began.
  case superseded

  package var isFinal: Bool { self != .queued && self != .running }

  /// The statuses that this one may become.
  package var next: Set<DeploymentStatus> {
    switch self {
    case .queued: [.running, .cancelled, .superseded]
    case .running: [.done, .error, .cancelled, .queued]
    case .done, .error, .cancelled, .superseded: []
    }
  }

  /// The published API knows four words.
  package var wireName: String {
    switch self {
    case .queued, .running: "running"
    case .done: "done"
    case .error: "error"
    case .cancelled, .superseded: "cancelled"
    }
  }
}
