import SlipwayCore

/// The groups of jobs that share a limit.
package enum JobPool: String, Sendable, CaseIterable {
  /// Deployments that build; the limit is ``ServerSettings/buildsConcurrency``.
  case builds
  /// Deployments that build nothing: they pull an image, start it and watch it.
  case releases
  /// Short work that frees what is no longer wanted.
  case upkeep
  /// Streams of backups, which keep the disk and the network busy for long.
  case backups
  /// Servers that are set up.
  case servers
  /// Streams of restores: somebody waits for each of them.
  case restores
  /// Commands of schedules, which mostly wait for what they began.
  case commands

  /// How many more of its jobs a worker leases than may run, when they are as short as they mostly are. What waits in a
  /// worker's hand is taken for running by everybody else: a deployment could not be called off there.
  var ahead: Int { self == .upkeep ? 56 : 0 }

  /// How many of its jobs may run at once.
  func limit(_ settings: ServerSettings) -> Int {
    switch self {
    case .builds: max(1, settings.buildsConcurrency)
    // Each release leaves something for the upkeep.
    case .releases, .upkeep: 8
    case .servers: 4
    case .backups, .restores: 2
    case .commands: 20
    }
  }
}
