/// How code becomes an image, in the published API's field names.
package struct BuildSettings: Sendable, Hashable, Codable {
  /// The builders that the API publishes, and ours.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// Whatever the code says: its Dockerfile, or one that is written for it.
    case auto
    case dockerfile
    case herokuBuildpacks = "heroku_buildpacks"
    case paketoBuildpacks = "paketo_buildpacks"
    case nixpacks
    case `static`
    case railpack
  }

  package var buildType = Kind.auto
  /// The Dockerfile's path below the build path.
  package var dockerfile: String? = "Dockerfile"
  /// The build context below the repository's root; the Dockerfile's folder when `nil`.
  package var dockerContextPath: String?
  /// The stage to build (`--target`).
  package var dockerBuildStage: String?
  package var herokuVersion: String? = "24"
  package var railpackVersion: String? = "0.15.4"
  /// The folder with the files that are served below the build path, of a builder that makes files.
  package var publishDirectory: String?
  /// Whether unknown paths answer `index.html`.
  package var isStaticSpa: Bool?
  /// Whether the environment is also written to `.env` beside the Dockerfile.
  package var createEnvFile = true
  /// Whether the next build ignores the layer cache.
  package var cleanCache = false
  /// Where a built image is pushed to, or whose password a Docker image of that registry is pulled with.
  package var registryId: ID<Registry>?
  /// Whose Docker Engine makes the image; `nil` is the one of the machine that it runs on.
  package var buildServerId: ID<Server>?
  /// What takes the image from a build server to where it runs, where ``registryId`` is none.
  package var buildRegistryId: ID<Registry>?

  /// The Dockerfile that was taken over from what Slipway wrote; what the code says is not looked at any more.
  package var ejectedDockerfile: String?
  /// Base images in place of the server's, by what they are for, of Dockerfiles that Slipway writes.
  package var baseImages: [String: String]?
  /// Addresses of package registries in place of the server's, by their kind.
  package var packageMirrors: [String: String]?

  package init() {}
}
