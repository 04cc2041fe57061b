/// Where a run stands; moves are compare-and-set.
package enum RunStatus: String, Sendable, Codable, CaseIterable {
  case queued, running, done, error, cancelled

  package var isFinal: Bool { self != .queued && self != .running }

  /// The published API knows four words.
  package var wireName: String { self == .queued ? "running" : rawValue }
}
