package import SlipwayCore

/// What is to be done so that an image comes out.
package struct BuildPlan: Sendable {
  /// Absolute paths.
  package var dockerfile: String
  package var context: String
  package var target: String?
  package var files: [BuildFile] = []
  package var arguments: EnvironmentVariables
  package var secrets: EnvironmentVariables
  /// Paths of the code that must exist and must not lead out of it; with the setting that names each.
  package var guarded: [(field: String, path: String)] = []
  /// A program that prepares the build, or makes the image itself.
  package var tool: ToolRun?
  /// A folder of the image that was built whose files are all that is served.
  package var published: PublishedFolder?
  /// Whether git's own folder is part of what is sent to the build.
  package var sendsGit = true

  package init(
    dockerfile: String, context: String, target: String? = nil, files: [BuildFile] = [],
    arguments: EnvironmentVariables = EnvironmentVariables([]),
    secrets: EnvironmentVariables = EnvironmentVariables([])
  ) {
    self.dockerfile = dockerfile
    self.context = context
    self.target = target
    self.files = files
    self.arguments = arguments
    self.secrets = secrets
  }
}

/// A file that is written before the build.
package struct BuildFile: Sendable, Hashable {
  package var path: String
  package var content: Secret
  package var mode: Int

  package init(path: String, content: Secret, mode: Int = 0o644) {
    self.path = path
    self.content = content
    self.mode = mode
  }
}
