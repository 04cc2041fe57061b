/// One task of a Swarm service: a container that is to run, runs or ran.
package struct DockerTask: Sendable, Hashable, Codable {
  /// What was last observed.
  package struct Status: Sendable, Hashable, Codable {
    /// The container that the node made for the task.
    package struct Container: Sendable, Hashable, Codable {
      package var ContainerID: String?
      package var PID: Int?
      package var ExitCode: Int?
    }
    package var Timestamp: DockerTime?
    /// `new`, `pending`, `preparing`, `starting`, `running`, `complete`, `failed`, `rejected`, `shutdown`, `orphaned` …
    package var State: String
    package var Message: String?
    package var Err: String?
    package var ContainerStatus: Container?
  }
  /// A network that the task is on.
  package struct Attachment: Sendable, Hashable, Codable {
    /// The network itself.
    package struct Network: Sendable, Hashable, Codable {
      /// What it is called.
      package struct Spec: Sendable, Hashable, Codable {
        package var Name: String?
      }
      package var ID: String
      package var Spec: Spec?
    }
    package var Network: Network?
    /// With the length of the prefix: `10.0.1.5/24`.
    package var Addresses: [String]?
  }
  /// What the task was made from.
  package struct Spec: Sendable, Hashable, Codable {
    package var ContainerSpec: ContainerSpec?
  }
  package var ID: String
  package var ServiceID: String?
  package var NodeID: String?
  package var Slot: Int?
  package var Version: DockerService.Version?
  package var CreatedAt: DockerTime?
  package var UpdatedAt: DockerTime?
  package var Spec: Spec?
  package var Status: Status
  /// `running`, or `shutdown` when it is to end or was replaced.
  package var DesiredState: String?
  package var NetworksAttachments: [Attachment]?
}
