package import SlipwayCore

/// An image with what a container made from it would be.
package struct DockerImage: Sendable, Hashable, Codable {
  /// What its author set.
  package struct Configuration: Sendable, Hashable, Codable {
    /// Such as `3000/tcp`.
    package var ExposedPorts: [String: DockerContainer.Empty]?
    package var Healthcheck: SwarmHealthCheck?
    package var Entrypoint: [String]?
    package var Cmd: [String]?
    package var User: String?
    package var WorkingDir: String?
    package var Labels: [String: String]?
    package var Volumes: [String: DockerContainer.Empty]?
    /// Instructions that run in builds which begin with it.
    package var OnBuild: [String]?
  }
  /// `sha256:…`
  package var Id: String
  package var RepoTags: [String]?
  /// `name@sha256:…`, for each registry that it was pulled from or pushed to.
  package var RepoDigests: [String]?
  package var Created: DockerTime?
  package var Size: Int?
  package var Architecture: String?
  package var Os: String?
  package var Config: Configuration?
}

/// An image as lists show it.
package struct DockerImageSummary: Sendable, Hashable, Codable {
  package var Id: String
  package var RepoTags: [String]?
  package var RepoDigests: [String]?
  /// Seconds since 1970.
  package var Created: Int?
  package var Size: Int?
  /// How much of it other images have, too; -1 where nobody asked.
  package var SharedSize: Int?
  package var Labels: [String: String]?
}
