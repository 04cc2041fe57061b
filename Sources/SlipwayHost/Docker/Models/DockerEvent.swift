/// Something that happened in an engine.
package struct DockerEvent: Sendable, Hashable, Codable {
  /// What it happened to.
  package struct Actor: Sendable, Hashable, Codable {
    package var ID: String?
    /// Labels, `name`, `image`, `exitCode` …
    package var Attributes: [String: String]?
  }
  /// `container`, `service`, `node`, `network`, `image` …
  package var `Type`: String
  /// `start`, `die`, `health_status: healthy`, `create`, `update`, `remove` …
  package var Action: String
  package var Actor: Actor?
  /// `local` or `swarm`.
  package var scope: String?
  package var time: Int?
  package var timeNano: Int?
}
