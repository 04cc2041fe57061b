/// A Swarm service as the engine knows it.
package struct DockerService: Sendable, Hashable, Codable {
  /// The number that an update must name, so that nobody overwrites what somebody else did.
  package struct Version: Sendable, Hashable, Codable {
    package var Index: Int
  }
  /// How many tasks run, and how many should.
  package struct Status: Sendable, Hashable, Codable {
    package var RunningTasks: Int
    package var DesiredTasks: Int
  }
  /// How far Swarm is with replacing tasks.
  package struct Update: Sendable, Hashable, Codable {
    package var State: String?
    package var Message: String?
    package var StartedAt: DockerTime?
    package var CompletedAt: DockerTime?
  }
  package var ID: String
  package var Version: Version
  package var CreatedAt: DockerTime?
  package var UpdatedAt: DockerTime?
  package var Spec: ServiceSpec
  package var PreviousSpec: ServiceSpec?
  package var UpdateStatus: Update?
  /// Only in lists.
  package var ServiceStatus: Status?
}
