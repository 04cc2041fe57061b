import SlipwayCore
import SlipwayHost

/// The private surroundings of git: credentials in files that only this deployment has, settings by
/// environment, none of the machine's or the user's own.
struct GitSetup: Sendable {
  let context: StageContext
  let reach: GitReach
  /// The first that fits a host is used there.
  var credentials: [GitCredential]
  /// The deployment's work folder.
  let folder: String

  private var home: String { folder + "/git" }

  /// Looks at where the address leads, and gets ready to fetch from there.
  /// - Parameters:
  ///   - what: the setting that the address stands in.
  ///   - checkout: the folder that the code comes into.
  /// - Throws: ``SlipwayError`` for what must not be asked.
  func open(_ address: GitAddress, what: String, checkout: String) async throws -> GitRun {
    let place = try await GitRedirects(reach: reach, credentials: credentials).end(of: address, what: what)
    return GitRun(
      host: context.workshop, checkout: checkout, environment: try await prepare(for: place), log: context.log,
      failures: GitFailures(
        address: place.address, knownHosts: context.engine.folders.knownHosts, snapshot: context.snapshot, what: what)
    )
  }

  /// Removes the credentials; the build that follows must not find them.
  func clear() async throws { try await context.workshop.files.remove(home) }

  /// Writes the files.
  /// - Returns: the environment that every git command gets.
  private func prepare(for place: GitPlace) async throws -> [String: Secret] {
    let files = context.workshop.files
    try await files.makeDirectory(home, mode: 0o700)
    let lines = credentials.flatMap(\.lines)
    if !lines.isEmpty {
      let text = lines.map { $0.reveal() + "\n" }.joined()
      try await files.write(text, to: home + "/.git-credentials", mode: 0o600)
      for line in lines { await context.log.conceal(line) }
    }
    var environment = Self.environment(home: home, hasCredential: !lines.isEmpty, pinned: place.curlPin)
    if place.address.transport == .ssh, let key = context.snapshot.sshKey {
      let text = key.privateKey.reveal()
      try await files.write(text.hasSuffix("\n") ? text : text + "\n", to: home + "/key", mode: 0o600)
      let knownHosts = context.engine.folders.knownHosts
      try await files.makeDirectory(String(knownHosts.dropLast("/known_hosts".count)), mode: 0o700)
      let command = Self.sshCommand(key: home + "/key", knownHosts: knownHosts, pin: place.sshPin)
      environment["GIT_SSH_COMMAND"] = Secret(command)
      environment["GIT_SSH_VARIANT"] = Secret("ssh")
    }
    return environment
  }

  /// - Parameters:
  ///   - home: where git's credential store looks for `.git-credentials`.
  ///   - pinned: the address of a host, as curl takes it.
  static func environment(home: String, hasCredential: Bool, pinned: String? = nil) -> [String: Secret] {
    var settings = [
      ("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false"), ("credential.helper", ""),
      ("advice.detachedHead", "false"), ("gc.auto", "0"), ("maintenance.auto", "false"),
      ("http.followRedirects", "false"), ("http.lowSpeedLimit", "1000"), ("http.lowSpeedTime", "60"),
      ("fetch.recurseSubmodules", "false"),
      ("protocol.allow", "never"), ("protocol.https.allow", "always"), ("protocol.http.allow", "always"),
      ("protocol.ssh.allow", "always"), ("submodule.recurse", "false"),
    ]
    if hasCredential { settings.append(("credential.helper", "store")) }
    if let pinned { settings.append(("http.curloptResolve", pinned)) }
    var environment: [String: String] = [
      "HOME": home, "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_ALLOW_PROTOCOL": "https:http:ssh", "GIT_ASKPASS": "", "SSH_ASKPASS": "", "GIT_LFS_SKIP_SMUDGE": "1",
      "GIT_CONFIG_COUNT": String(settings.count), "GIT_ATTR_NOSYSTEM": "1",
      // Without a key of our own, ssh must not try the server's.
      "GIT_SSH_COMMAND": "ssh -F /dev/null -o BatchMode=yes -o IdentityFile=none -o IdentitiesOnly=yes",
    ]
    for (index, setting) in settings.enumerated() {
      environment["GIT_CONFIG_KEY_\(index)"] = setting.0
      environment["GIT_CONFIG_VALUE_\(index)"] = setting.1
    }
    return environment.mapValues(Secret.init)
  }

  /// What git starts ssh with. Git itself hands this line to a shell, so paths are quoted; they are the
  /// server's, not a user's.
  /// - Parameter pin: options that keep to the address that was looked at.
  static func sshCommand(key: String, knownHosts: String, pin: [String] = []) -> String {
    let options = [
      "BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=accept-new", "HashKnownHosts=no",
      "UpdateHostKeys=no", "GlobalKnownHostsFile=/dev/null", "UserKnownHostsFile=\(sshQuoted(knownHosts))",
      "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4", "PasswordAuthentication=no",
    ]
    let named = (options + pin).flatMap { ["-o", $0] }
    let words = ["ssh", "-F", "/dev/null", "-i", key.replacing("%", with: "%%")] + named
    return Shell.line(words)
  }

  private static func sshQuoted(_ path: String) -> String { "\"" + path.replacing("%", with: "%%") + "\"" }
}
