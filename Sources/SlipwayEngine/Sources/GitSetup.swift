import SlipwayCore
import SlipwayHost

/// The private surroundings of git: credentials in files that only this deployment has, settings by
/// environment, none of the machine's or the user's own.
struct GitSetup: Sendable {
  let context: StageContext
  let address: GitAddress
  /// Where the host was found; empty where git may look itself.
  let reach: [String]
  /// The deployment's work folder.
  let folder: String

  private var home: String { folder + "/git" }

  /// Writes the files.
  /// - Returns: the environment that every git command gets.
  func prepare() async throws -> [String: Secret] {
    let files = context.host.files
    try await files.makeDirectory(home, mode: 0o700)
    if let line = credential {
      try await files.write(line.reveal() + "\n", to: home + "/.git-credentials", mode: 0o600)
      await context.log.conceal(line)
    }
    var environment = Self.environment(
      home: home, hasCredential: credential != nil, pinned: Self.pinned(address, to: reach))
    if address.transport == .ssh, let key = context.snapshot.sshKey {
      let text = key.privateKey.reveal()
      try await files.write(text.hasSuffix("\n") ? text : text + "\n", to: home + "/key", mode: 0o600)
      let knownHosts = context.engine.folders.knownHosts
      try await files.makeDirectory(String(knownHosts.dropLast("/known_hosts".count)), mode: 0o700)
      environment["GIT_SSH_COMMAND"] = Secret(Self.sshCommand(key: home + "/key", knownHosts: knownHosts))
      environment["GIT_SSH_VARIANT"] = Secret("ssh")
    }
    return environment
  }

  /// Removes the credentials; the build that follows must not find them.
  func clear() async throws { try await context.host.files.remove(home) }

  private var credential: Secret? {
    guard address.transport != .ssh else { return nil }
    let typed = context.snapshot.application.secrets.gitPassword ?? address.password
    guard let password = typed, !password.isEmpty else { return nil }
    let username = context.snapshot.application.source.customGitUsername ?? address.username ?? ""
    return Self.credential(address, username: username.isEmpty ? "git" : username, password: password)
  }

  /// A line of git's credential store: the password is only for this host.
  static func credential(_ address: GitAddress, username: String, password: Secret) -> Secret {
    let scheme = address.transport == .http ? "http" : "https"
    let port = address.port.map { ":\($0)" } ?? ""
    return Secret("\(scheme)://\(username.percentEncoded):\(password.reveal().percentEncoded)@\(address.host)\(port)")
  }

  /// The addresses that were checked are the ones that are asked, whatever the name says a moment later.
  static func pinned(_ address: GitAddress, to reach: [String]) -> String? {
    guard address.transport != .ssh, !reach.isEmpty, IPAddress(address.nameOrAddress) == nil else { return nil }
    let places = reach.map { $0.contains(":") ? "[\($0)]" : $0 }.joined(separator: ",")
    return "\(address.host):\(address.portOrUsual):\(places)"
  }

  /// - Parameters:
  ///   - home: where git's credential store looks for `.git-credentials`.
  ///   - pinned: the address of a host, as curl takes it.
  static func environment(home: String, hasCredential: Bool, pinned: String? = nil) -> [String: Secret] {
    var settings = [
      ("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false"), ("credential.helper", ""),
      ("advice.detachedHead", "false"), ("gc.auto", "0"), ("maintenance.auto", "false"),
      ("http.lowSpeedLimit", "1000"), ("http.lowSpeedTime", "60"), ("fetch.recurseSubmodules", "false"),
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
  static func sshCommand(key: String, knownHosts: String) -> String {
    let options = [
      "BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=accept-new", "HashKnownHosts=no",
      "UpdateHostKeys=no", "GlobalKnownHostsFile=/dev/null", "UserKnownHostsFile=\(sshQuoted(knownHosts))",
      "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4", "PasswordAuthentication=no",
    ]
    let words = ["ssh", "-F", "/dev/null", "-i", key.replacing("%", with: "%%")] + options.flatMap { ["-o", $0] }
    return words.map(shellQuoted).joined(separator: " ")
  }

  private static func sshQuoted(_ path: String) -> String { "\"" + path.replacing("%", with: "%%") + "\"" }

  private static func shellQuoted(_ word: String) -> String {
    let isPlain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/-_.=,:@".contains($0)) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
