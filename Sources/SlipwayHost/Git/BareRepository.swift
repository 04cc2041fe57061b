import SlipwayCore

/// A bare repository that Slipway keeps for pushed code. Its configuration is Slipway's; nothing that somebody pushed is
/// ever run, and nothing of the machine's own configuration is read.
package struct BareRepository: Sendable {
  private static let patience = Duration.seconds(600)
  private static let environment: [String: Secret] = {
    let settings = [
      ("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false"), ("gc.auto", "0"), ("maintenance.auto", "false"),
      ("credential.helper", ""), ("protocol.allow", "never"), ("safe.directory", "*"), ("pack.threads", "1"),
      // What was pushed may be made to take memory.
      ("core.bigFileThreshold", "8m"), ("core.deltaBaseCacheLimit", "64m"), ("core.packedGitWindowSize", "32m"),
      ("core.packedGitLimit", "256m"), ("pack.windowMemory", "64m"), ("pack.deltaCacheSize", "64m"),
    ]
    var environment = [
      "HOME": "/nonexistent", "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_ATTR_NOSYSTEM": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_ASKPASS": "", "GIT_NO_REPLACE_OBJECTS": "1",
      "GIT_CONFIG_COUNT": String(settings.count),
    ]
    for (index, setting) in settings.enumerated() {
      environment["GIT_CONFIG_KEY_\(index)"] = setting.0
      environment["GIT_CONFIG_VALUE_\(index)"] = setting.1
    }
    return environment.mapValues(Secret.init)
  }()

  package let host: any Host
  /// Absolute; of identifiers, never of somebody's words.
  package let path: String

  package init(host: any Host, path: String) {
    self.host = host
    self.path = path
  }

  /// Makes it unless it is there. What was cut off half-way is made anew.
  package func create() async throws {
    // It appears whole, or not at all.
    guard try await !host.files.exists(path + "/HEAD") else { return }
    let fresh = path + ".new-" + RandomText.suffix(8)
    try await host.files.makeDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), mode: 0o700)
    var command = Command(["git", "init", "--quiet", "--bare", "--template=", "--initial-branch=main", "--", fresh])
    command.environment = Self.environment
    try await host.require(command, what: "Making the repository")
    try await host.files.remove(path)
    try await host.files.move(fresh, to: path)
  }

  /// A git command on this repository.
  package func command(_ words: [String], quarantine: String? = nil) -> Command {
    var command = Command(["git", "--git-dir", path] + words)
    command.environment = Self.environment
    command.deadline = Self.patience
    command.isLowPriority = true
    if let quarantine {
      command.environment["GIT_OBJECT_DIRECTORY"] = Secret(quarantine)
      command.environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = Secret(path + "/objects")
      command.environment["GIT_QUARANTINE_PATH"] = Secret(quarantine)
    }
    return command
  }

  /// Whether a commit with all that it is made of is there.
  package func has(_ commit: String) async throws -> Bool {
    try await host.run(command(["cat-file", "-e", commit + "^{commit}"])).isSuccess
  }

  /// Whether one commit comes before the other, or is it.
  package func contains(_ older: String, in newer: String) async throws -> Bool {
    try await host.run(command(["merge-base", "--is-ancestor", older, newer])).isSuccess
  }

  /// - Returns: the first line of the commit's message and all of it.
  package func message(of commit: String) async throws -> String {
    let result = try await host.run(command(["log", "-1", "--no-show-signature", "--format=%B", commit, "--"]))
    return result.isSuccess ? result.text : ""
  }

  /// The branches, by their names.
  package func branches() async throws -> [String: String] {
    let words = ["for-each-ref", "--format=%(objectname) %(refname)", "refs/"]
    let result = try await host.require(command(words), what: "Looking at the repository")
    let pairs = result.lines.compactMap { line -> (String, String)? in
      let parts = line.split(separator: " ", maxSplits: 1)
      return parts.count == 2 ? (String(parts[1]), String(parts[0])) : nil
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// Leaves one branch, at that commit; none when it is `nil`.
  /// - Parameter branch: checked by ``GitReference``.
  package func point(_ branch: String, to commit: String?) async throws {
    let wanted = "refs/heads/" + branch
    let present = try await branches()
    for (name, _) in present where name != wanted || commit == nil {
      try await host.require(command(["update-ref", "-d", name]), what: "Removing \(name)")
    }
    if let commit, present[wanted] != commit {
      try await host.require(command(["update-ref", wanted, commit]), what: "Moving \(wanted)")
    }
    try await host.require(command(["symbolic-ref", "HEAD", wanted]), what: "Naming the branch")
  }

  /// How many bytes its packs have, and how many there are.
  package func size() async throws -> (bytes: Int, packs: Int) {
    let result = try await host.require(command(["count-objects", "-v"]), what: "Measuring the repository")
    var values: [String: Int] = [:]
    for line in result.lines {
      let parts = line.split(separator: ":")
      if parts.count == 2 { values[String(parts[0])] = Int(parts[1].trimmingSpaces()) }
    }
    return (((values["size"] ?? 0) + (values["size-pack"] ?? 0)) << 10, values["packs"] ?? 0)
  }

  /// Throws away what neither the branch nor one of these commits needs. Cut off half-way it has kept too much, and
  /// ``point(_:to:)`` takes the names that are left.
  package func prune(keeping commits: Set<String>) async throws {
    for commit in commits {
      guard try await has(commit) else { continue }
      let name = "refs/kept/" + commit
      try await host.require(command(["update-ref", name, commit]), what: "Naming what is kept")
    }
    try await host.require(command(["repack", "-a", "-d", "--quiet"]), what: "Making the repository smaller")
    try await host.require(command(["prune", "--expire=now"]), what: "Making the repository smaller")
    for name in try await branches().keys where name.hasPrefix("refs/kept/") {
      try await host.require(command(["update-ref", "-d", name]), what: "Removing \(name)")
    }
  }

  /// Many small packs become one; nothing is thrown away, for a release may still be made of it.
  package func tidy() async throws {
    _ = try await host.run(command(["repack", "-a", "-d", "-k", "--quiet"]))
  }
}
