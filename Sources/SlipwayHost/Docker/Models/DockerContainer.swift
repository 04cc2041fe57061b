package import SlipwayCore

/// A container with all that the engine knows of it.
package struct DockerContainer: Sendable, Hashable, Codable {
  /// Whether and how it runs.
  package struct State: Sendable, Hashable, Codable {
    /// `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`.
    package var Status: String
    package var Running: Bool?
    package var OOMKilled: Bool?
    package var Pid: Int?
    package var ExitCode: Int?
    package var Error: String?
    package var StartedAt: DockerTime?
    package var FinishedAt: DockerTime?
    package var Health: Health?
  }
  /// What its health check says.
  package struct Health: Sendable, Hashable, Codable {
    /// One run of the check.
    package struct Run: Sendable, Hashable, Codable {
      package var Start: DockerTime?
      package var End: DockerTime?
      package var ExitCode: Int?
      package var Output: String?
    }
    /// `none`, `starting`, `healthy` or `unhealthy`.
    package var Status: String
    package var FailingStreak: Int?
    package var Log: [Run]?
  }
  /// What it was made from.
  package struct Configuration: Sendable, Hashable, Codable {
    package var Hostname: String?
    package var Tty: Bool?
    package var Image: String?
    /// `NAME=value`
    package var Env: [String]?
    package var Labels: [String: String]?
    package var ExposedPorts: [String: Empty]?
    package var Healthcheck: SwarmHealthCheck?
    /// How long it may take to end, in seconds; Docker's own 10 when `nil`.
    package var StopTimeout: Int?
  }
  /// Its networks by name.
  package struct NetworkSettings: Sendable, Hashable, Codable {
    /// Its place in one network.
    package struct Endpoint: Sendable, Hashable, Codable {
      package var IPAddress: String?
      package var Aliases: [String]?
      package var NetworkID: String?
    }
    package var Networks: [String: Endpoint]?
  }
  /// Storage that it mounts.
  package struct Mount: Sendable, Hashable, Codable {
    /// `bind`, `volume` or `tmpfs`.
    package var `Type`: String?
    /// Of a volume.
    package var Name: String?
    /// On the host.
    package var Source: String?
    package var Destination: String?
    package var RW: Bool?
  }
  /// An object without members.
  package struct Empty: Sendable, Hashable, Codable {
    package init() {}
  }
  package var Id: String
  package var Name: String?
  package var Created: DockerTime?
  package var State: State
  /// The image's id.
  package var Image: String?
  package var RestartCount: Int?
  package var Config: Configuration
  package var NetworkSettings: NetworkSettings?
  package var Mounts: [Mount]?
}

/// A container as lists show it.
package struct DockerContainerSummary: Sendable, Hashable, Codable {
  /// A port that it listens on, and where the machine answers for it.
  package struct Port: Sendable, Hashable, Codable {
    package var IP: String?
    package var PrivatePort: Int?
    package var PublicPort: Int?
    package var `Type`: String?
  }
  /// The networks that it is on, by their names.
  package struct Networks: Sendable, Hashable, Codable {
    package var Networks: [String: DockerContainer.NetworkSettings.Endpoint]?
  }
  package var Id: String
  package var Names: [String]?
  package var Image: String?
  package var ImageID: String?
  package var Labels: [String: String]?
  /// `running`, `exited` …
  package var State: String?
  /// For people: `Up 3 minutes (healthy)`.
  package var Status: String?
  /// Seconds since 1970.
  package var Created: Int?
  package var Ports: [Port]?
  package var Mounts: [DockerContainer.Mount]?
  package var NetworkSettings: Networks?

  /// As people know it: without the slash that Docker puts before it.
  package var name: String { String((Names?.first ?? String(Id.prefix(12))).drop { $0 == "/" }) }
}
