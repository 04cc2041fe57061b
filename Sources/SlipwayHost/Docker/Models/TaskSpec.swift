package import SlipwayCore

/// What each task of a service shall be.
package struct TaskSpec: Sendable, Hashable, Codable {
  package var ContainerSpec: ContainerSpec
  package var Resources: TaskResources?
  package var RestartPolicy: SwarmRestartPolicy?
  package var Placement: SwarmPlacement?
  package var Networks: [SwarmNetwork]?
  /// Another number makes Swarm replace the tasks of a specification that is otherwise the same.
  package var ForceUpdate: Int?
  package var LogDriver: TaskLogDriver?

  package init(
    ContainerSpec: ContainerSpec, Resources: TaskResources? = nil, RestartPolicy: SwarmRestartPolicy? = nil,
    Placement: SwarmPlacement? = nil, Networks: [SwarmNetwork]? = nil
  ) {
    self.ContainerSpec = ContainerSpec
    self.Resources = Resources
    self.RestartPolicy = RestartPolicy
    self.Placement = Placement
    self.Networks = Networks
  }
}

/// What a task may use, and what is kept for it.
package struct TaskResources: Sendable, Hashable, Codable {
  /// An amount of processor time and memory.
  package struct Amount: Sendable, Hashable, Codable {
    package var NanoCPUs: Int?
    package var MemoryBytes: Int?
    /// Of limits only: how many processes.
    package var Pids: Int?

    package init(NanoCPUs: Int? = nil, MemoryBytes: Int? = nil, Pids: Int? = nil) {
      self.NanoCPUs = NanoCPUs
      self.MemoryBytes = MemoryBytes
      self.Pids = Pids
    }
  }
  package var Limits: Amount?
  package var Reservations: Amount?

  package init(Limits: Amount? = nil, Reservations: Amount? = nil) {
    self.Limits = Limits
    self.Reservations = Reservations
  }
}

/// Where the engine keeps what tasks write.
package struct TaskLogDriver: Sendable, Hashable, Codable {
  package var Name: String
  package var Options: [String: String]?

  package init(Name: String, Options: [String: String]? = nil) {
    self.Name = Name
    self.Options = Options
  }
}
