// The parts of a Swarm service that a user may set, spelt as Docker's Engine API spells them.

/// A container's health check; durations in nanoseconds.
package struct SwarmHealthCheck: Sendable, Hashable, Codable {
  package var Test: [String]?
  package var Interval: Int?
  package var Timeout: Int?
  package var StartPeriod: Int?
  package var Retries: Int?

  package init(
    Test: [String]? = nil, Interval: Int? = nil, Timeout: Int? = nil, StartPeriod: Int? = nil, Retries: Int? = nil
  ) {
    self.Test = Test
    self.Interval = Interval
    self.Timeout = Timeout
    self.StartPeriod = StartPeriod
    self.Retries = Retries
  }
}

/// When Swarm starts a task anew.
package struct SwarmRestartPolicy: Sendable, Hashable, Codable {
  package var Condition: String?
  package var Delay: Int?
  package var MaxAttempts: Int?
  package var Window: Int?

  package init(Condition: String? = nil, Delay: Int? = nil, MaxAttempts: Int? = nil, Window: Int? = nil) {
    self.Condition = Condition
    self.Delay = Delay
    self.MaxAttempts = MaxAttempts
    self.Window = Window
  }
}

/// On which nodes tasks may run.
package struct SwarmPlacement: Sendable, Hashable, Codable {
  /// A wish to spread tasks over the values of a node label.
  package struct Preference: Sendable, Hashable, Codable {
    /// The label to spread over.
    package struct Spread: Sendable, Hashable, Codable {
      package var SpreadDescriptor: String

      package init(SpreadDescriptor: String) {
        self.SpreadDescriptor = SpreadDescriptor
      }
    }
    package var Spread: Spread

    package init(Spread: Spread) {
      self.Spread = Spread
    }
  }
  /// An architecture and operating system.
  package struct Platform: Sendable, Hashable, Codable {
    package var Architecture: String
    package var OS: String

    package init(Architecture: String, OS: String) {
      self.Architecture = Architecture
      self.OS = OS
    }
  }
  package var Constraints: [String]?
  package var Preferences: [Preference]?
  package var MaxReplicas: Int?
  package var Platforms: [Platform]?

  package init(
    Constraints: [String]? = nil, Preferences: [Preference]? = nil, MaxReplicas: Int? = nil,
    Platforms: [Platform]? = nil
  ) {
    self.Constraints = Constraints
    self.Preferences = Preferences
    self.MaxReplicas = MaxReplicas
    self.Platforms = Platforms
  }
}

/// How Swarm replaces tasks; `Monitor` is also how long Slipway watches a new release.
package struct SwarmUpdateConfig: Sendable, Hashable, Codable {
  package var Parallelism: Int
  package var Delay: Int?
  package var FailureAction: String?
  package var Monitor: Int?
  package var MaxFailureRatio: Double?
  package var Order: String

  package init(
    Parallelism: Int, Delay: Int? = nil, FailureAction: String? = nil, Monitor: Int? = nil,
    MaxFailureRatio: Double? = nil, Order: String
  ) {
    self.Parallelism = Parallelism
    self.Delay = Delay
    self.FailureAction = FailureAction
    self.Monitor = Monitor
    self.MaxFailureRatio = MaxFailureRatio
    self.Order = Order
  }
}

/// Replicated, global, or a job.
package struct SwarmMode: Sendable, Hashable, Codable {
  /// A number of equal tasks.
  package struct Replicated: Sendable, Hashable, Codable {
    package var Replicas: Int?

    package init(Replicas: Int? = nil) {
      self.Replicas = Replicas
    }
  }
  /// One task on each node.
  package struct Global: Sendable, Hashable, Codable {
    package init() {}
  }
  /// Tasks that run to their end.
  package struct ReplicatedJob: Sendable, Hashable, Codable {
    package var MaxConcurrent: Int?
    package var TotalCompletions: Int?

    package init(MaxConcurrent: Int? = nil, TotalCompletions: Int? = nil) {
      self.MaxConcurrent = MaxConcurrent
      self.TotalCompletions = TotalCompletions
    }
  }
  package var Replicated: Replicated?
  package var Global: Global?
  package var ReplicatedJob: ReplicatedJob?
  package var GlobalJob: Global?

  package init(
    Replicated: Replicated? = nil, Global: Global? = nil, ReplicatedJob: ReplicatedJob? = nil,
    GlobalJob: Global? = nil
  ) {
    self.Replicated = Replicated
    self.Global = Global
    self.ReplicatedJob = ReplicatedJob
    self.GlobalJob = GlobalJob
  }
}

/// A network that tasks join.
package struct SwarmNetwork: Sendable, Hashable, Codable {
  package var Target: String?
  package var Aliases: [String]?
  package var DriverOpts: [String: String]?

  package init(Target: String? = nil, Aliases: [String]? = nil, DriverOpts: [String: String]? = nil) {
    self.Target = Target
    self.Aliases = Aliases
    self.DriverOpts = DriverOpts
  }
}

/// How a service is found and published.
package struct SwarmEndpointSpec: Sendable, Hashable, Codable {
  /// One published port.
  package struct Port: Sendable, Hashable, Codable {
    package var `Protocol`: String?
    package var TargetPort: Int?
    package var PublishedPort: Int?
    package var PublishMode: String?

    package init(
      `Protocol`: String? = nil, TargetPort: Int? = nil, PublishedPort: Int? = nil, PublishMode: String? = nil
    ) {
      self.`Protocol` = `Protocol`
      self.TargetPort = TargetPort
      self.PublishedPort = PublishedPort
      self.PublishMode = PublishMode
    }
  }
  package var Mode: String?
  package var Ports: [Port]?

  package init(Mode: String? = nil, Ports: [Port]? = nil) {
    self.Mode = Mode
    self.Ports = Ports
  }
}

/// A resource limit of the container's processes; -1 is unlimited.
package struct SwarmUlimit: Sendable, Hashable, Codable {
  package var Name: String
  package var Soft: Int
  package var Hard: Int

  package init(Name: String, Soft: Int, Hard: Int) {
    self.Name = Name
    self.Soft = Soft
    self.Hard = Hard
  }
}
