import Foundation
import SlipwayCore
import SlipwayTesting

/// A folder with code that somebody pushes to Slipway with the real git.
struct GitPusher {
  let folder: String
  var environment: [String: String] = ["GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_GLOBAL": "/dev/null"]

  init(_ e2e: EndToEndFixture, _ name: String = "code", key: String? = nil) async throws {
    folder = "\(e2e.folder)/\(name)"
    if let key {
      environment["GIT_SSH_COMMAND"] =
        "ssh -F /dev/null -i \(key) -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no "
        + "-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
    }
    guard !FileManager.default.fileExists(atPath: folder) else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await git("init", "-q", "-b", "main")
  }

  /// The status and all that the person sees.
  func attempt(_ words: String...) async throws -> (status: Int32, text: String) {
    try await EndToEndCommand.outcome(of: ["git"] + words, in: folder, environment: environment)
  }

  @discardableResult
  func git(_ words: String...) async throws -> String {
    try await EndToEndCommand.run(["git"] + words, in: folder, environment: environment)
  }

  /// - Returns: the new commit.
  @discardableResult
  func commit(_ files: [String: String?], _ message: String = "Change") async throws -> String {
    for (path, text) in files {
      let target = URL(fileURLWithPath: folder + "/" + path)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text?.write(to: target, atomically: true, encoding: .utf8)
    }
    try await git("add", "-A")
    try await git(
      "-c", "user.name=Ada", "-c", "user.email=ada@slipway.test", "commit", "-q", "--allow-empty", "-m", message)
    return try await git("rev-parse", "HEAD")
  }
}

extension EndToEndFixture {
  /// With the owner's key, or another, as the password.
  func pushAddress(_ application: EndToEndApplication, key: String? = nil) -> String {
    "http://ada:\(key ?? api.key)@127.0.0.1:\(ports.panel)/git/\(application.appName).git"
  }

  func sshAddress(_ application: EndToEndApplication) -> String {
    "ssh://root@127.0.0.1:\(ports.ssh)/\(application.appName).git"
  }

  /// An application that code is pushed to, with a Dockerfile and a domain.
  func pushedApplication(_ name: String = "Pushed") async throws -> EndToEndApplication {
    let application = try await application(name)
    try await api.call("application.savePushProvider", ["applicationId": .string(application.id), "branch": "main"])
    try await application.useDockerfile()
    try await application.monitorShortly()
    try await application.addDomain()
    return application
  }
}
