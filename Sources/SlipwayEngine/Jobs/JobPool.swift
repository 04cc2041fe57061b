import SlipwayCore

/// The groups of jobs that share a limit.
package enum JobPool: String, Sendable, CaseIterable {
  /// Builds and deployments; the limit is ``ServerSettings/buildsConcurrency``.
  case builds
  /// Short work that frees what is no longer wanted.
  case upkeep
}
