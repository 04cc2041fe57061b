/// What a source brings: code to build, or an image that needs no build.
package enum Fetched: Sendable {
  case checkout(Checkout)
  case image(BuiltImage)
}

/// Code in a folder of its own.
package struct Checkout: Sendable, Hashable {
  /// The folder; absolute, without symbolic links of the code's own.
  package var directory: String
  /// The folder below it that is built; empty for all of it.
  package var buildPath: String
  /// The commit's hash, where there is one.
  package var commit: String?
  package var message: String

  package init(directory: String, buildPath: String, commit: String? = nil, message: String = "") {
    self.directory = directory
    self.buildPath = buildPath
    self.commit = commit
    self.message = message
  }
}
