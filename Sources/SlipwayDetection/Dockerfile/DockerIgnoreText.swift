/// What is left out of the context of a generated Dockerfile.
package enum DockerIgnoreText {
  private static let always = [
    "**/.git", "**/.env", "**/.env.*", "!**/.env.example", "**/.DS_Store", "Dockerfile*", ".dockerignore",
  ]

  /// - Parameters:
  ///   - own: the code's own file; it is kept, ours comes first.
  ///   - made: folders that the build makes anew.
  package static func of(made: [String], own: String?) -> String {
    let ours = always + made.map { "**/" + $0 }
    let theirs = (own ?? "").split(whereSeparator: \.isNewline).map(String.init)
    return (ours + theirs + [""]).joined(separator: "\n")
  }
}
