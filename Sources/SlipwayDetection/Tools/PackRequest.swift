/// What `pack` is asked to build.
package struct PackRequest: Sendable, Hashable {
  package var tag: String
  package var folder: String
  /// The image with the buildpacks: `heroku/builder:24`.
  package var builder: String
  /// Names the volumes that keep what buildpacks have fetched.
  package var appName: String
  /// A file with a line `NAME=value` for each variable.
  package var variablesFile: String
  /// The names of those whose values are several lines.
  package var variables: [String]
  /// `inherit`, or the socket on the machine that builds.
  package var dockerHost: String
  package var ignoresCache: Bool
  /// A project descriptor in place of the code's own `project.toml`.
  package var descriptor: String?

  package init(
    tag: String, folder: String, builder: String, appName: String, variablesFile: String, dockerHost: String
  ) {
    self.tag = tag
    self.folder = folder
    self.builder = builder
    self.appName = appName
    self.variablesFile = variablesFile
    self.dockerHost = dockerHost
    variables = []
    ignoresCache = false
  }
}
