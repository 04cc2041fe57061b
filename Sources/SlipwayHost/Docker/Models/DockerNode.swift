/// A machine of the Swarm.
package struct DockerNode: Sendable, Hashable, Codable {
  /// What it shall be.
  package struct Spec: Sendable, Hashable, Codable {
    /// `manager` or `worker`.
    package var Role: String?
    /// `active`, `pause` or `drain`.
    package var Availability: String?
    package var Labels: [String: String]?
  }
  /// What it is.
  package struct Description: Sendable, Hashable, Codable {
    /// What it has.
    package struct Resources: Sendable, Hashable, Codable {
      package var NanoCPUs: Int?
      package var MemoryBytes: Int?
    }
    package var Hostname: String?
    package var Resources: Resources?
  }
  /// Whether it answers.
  package struct Status: Sendable, Hashable, Codable {
    /// `ready`, `down`, `disconnected` or `unknown`.
    package var State: String?
    package var Message: String?
    package var Addr: String?
  }
  package var ID: String
  package var Spec: Spec?
  package var Description: Description?
  package var Status: Status?
}
