package import SlipwayCore

/// A machine of a Swarm, as its managers know it.
package struct DockerNode: Sendable, Hashable, Codable {
  /// What is wanted of it. An update replaces all of it.
  package struct Wanted: Sendable, Hashable, Codable {
    package var Name: String?
    package var Labels: [String: String]?
    package var Role: SwarmRole
    package var Availability: SwarmAvailability
  }
  /// What its engine told of it.
  package struct Facts: Sendable, Hashable, Codable {
    /// Which machines its programs are for.
    package struct Platform: Sendable, Hashable, Codable {
      package var Architecture: String?
      package var OS: String?
    }
    /// All that the machine has.
    package struct Resources: Sendable, Hashable, Codable {
      package var NanoCPUs: Int?
      package var MemoryBytes: Int?
    }
    /// Its Docker Engine.
    package struct Engine: Sendable, Hashable, Codable {
      package var EngineVersion: String?
      /// Which its own configuration gives it.
      package var Labels: [String: String]?
    }
    package var Hostname: String?
    package var Platform: Platform?
    package var Resources: Resources?
    package var Engine: Engine?
  }
  /// Whether it answers.
  package struct Status: Sendable, Hashable, Codable {
    /// `unknown`, `down`, `ready` or `disconnected`.
    package var State: String
    /// Why it is so.
    package var Message: String?
    package var Addr: String?
  }
  /// Only of managers.
  package struct Standing: Sendable, Hashable, Codable {
    package var Leader: Bool?
    /// `unknown`, `unreachable` or `reachable`.
    package var Reachability: String?
    package var Addr: String?
  }
  package var ID: String
  package var Version: DockerService.Version
  package var CreatedAt: DockerTime?
  package var UpdatedAt: DockerTime?
  package var Spec: Wanted
  package var Description: Facts?
  package var Status: Status?
  package var ManagerStatus: Standing?

  /// As people know it.
  package var hostname: String { Description?.Hostname ?? String(ID.prefix(12)) }
}

/// A Swarm, as its managers know it.
package struct DockerSwarm: Sendable, Decodable {
  /// What lets a machine in, by the role that it gets.
  package struct Tokens: Sendable, Decodable {
    package var Worker: Secret
    package var Manager: Secret
  }
  package var ID: String
  package var Version: DockerService.Version
  /// In Docker's own words: an update sends it back as it is.
  package var Spec: JSONValue
  package var JoinTokens: Tokens
}
