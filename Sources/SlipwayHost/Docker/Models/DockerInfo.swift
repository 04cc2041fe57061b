/// What an engine says of its version.
package struct DockerVersion: Sendable, Hashable, Codable {
  package var Version: String
  package var ApiVersion: String
  package var MinAPIVersion: String?
  package var Os: String?
  package var Arch: String?
  package var KernelVersion: String?
}

/// What an engine says of itself and its machine.
package struct DockerInfo: Sendable, Hashable, Codable {
  /// Its part in a Swarm.
  package struct SwarmState: Sendable, Hashable, Codable {
    package var NodeID: String?
    package var NodeAddr: String?
    /// `inactive`, `pending`, `active`, `error` or `locked`.
    package var LocalNodeState: String
    /// Whether it is a manager that others listen to.
    package var ControlAvailable: Bool?
    package var Error: String?
    package var Nodes: Int?
    package var Managers: Int?
  }
  package var ID: String?
  package var Name: String?
  package var ServerVersion: String?
  package var OperatingSystem: String?
  package var KernelVersion: String?
  package var Architecture: String?
  package var NCPU: Int?
  package var MemTotal: Int?
  package var Driver: String?
  package var DockerRootDir: String?
  package var CgroupDriver: String?
  package var CgroupVersion: String?
  package var Containers: Int?
  package var ContainersRunning: Int?
  package var Swarm: SwarmState?
  package var Warnings: [String]?

  /// Whether services can be made here.
  package var isSwarmManager: Bool { Swarm?.LocalNodeState == "active" && Swarm?.ControlAvailable == true }
}
