import Foundation
import SlipwayCore
import SlipwayTesting

/// Another machine: namespaces with an sshd and a Docker Engine of their own.
struct SecondMachine: Sendable {
  let folder: String
  let number: Int

  var address: String { "10.97.\(number).2" }

  /// What it has when it boots.
  enum Kind: String {
    /// This machine's programs and a Docker Engine that runs.
    case complete = ""
    /// This machine's programs, of which only sshd runs.
    case noEngine = "no-docker"
    /// A bare Debian with systemd, and a user `ada` who is let in like root.
    case bare
  }

  /// Runs `body` with a machine that is gone afterwards.
  static func with(_ kind: Kind = .complete, _ body: (SecondMachine) async throws -> Void) async throws {
    let machine = SecondMachine(
      folder: FileManager.default.temporaryDirectory.path + "/slw-" + RandomText.suffix(8),
      number: .random(in: 1...250))
    do {
      try await machine.script("up", "\(machine.number)", kind.rawValue)
      try await body(machine)
      try await machine.script("down")
    } catch {
      _ = try? await machine.script("down")
      throw error
    }
  }

  @discardableResult
  func script(_ verb: String, _ words: String...) async throws -> String {
    try await EndToEndCommand.run(["Scripts/server.sh", verb, folder] + words.filter { !$0.isEmpty })
  }

  /// Of the cable that ``connect(to:)`` puts in.
  var cableAddress: String { "10.98.\(number).1" }

  /// Joins it to another machine by a cable of their own.
  func connect(to other: SecondMachine) async throws { try await script("cable", other.folder) }

  /// The words that run a command there.
  var words: [String] { ["Scripts/server.sh", "inside", folder] }

  @discardableResult
  func run(_ words: String...) async throws -> String { try await EndToEndCommand.run(self.words + words) }

  /// Lets ports of its loopback be reached on ours, and ports of ours on its.
  func tunnel(there: [Int] = [], here: [Int]) async throws -> EndToEndProcess {
    let forwards =
      there.flatMap { ["-L", "127.0.0.1:\($0):127.0.0.1:\($0)"] }
      + here.flatMap { ["-R", "127.0.0.1:\($0):127.0.0.1:\($0)"] }
    let options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "BatchMode=yes"]
    return try await EndToEndProcess.start(
      ["ssh", "-N", "-F", "none", "-i", folder + "/key"] + options.flatMap { ["-o", $0] } + forwards
        + ["root@\(address)"])
  }

  /// As its own console shows it.
  func fingerprint() async throws -> String {
    let words = try await script("inside", "ssh-keygen", "-lf", "/etc/ssh/slipway_test_key").split(separator: " ")
    guard words.count > 1 else { throw EndToEndFailure("no fingerprint") }
    return String(words[1])
  }

  /// - Returns: the key's id at this installation.
  func addKey(_ e2e: EndToEndFixture) async throws -> String {
    let key = try await e2e.api.call(
      "sshKey.create",
      [
        "name": "second machine", "organizationId": "",
        "privateKey": .string(try String(contentsOfFile: folder + "/key", encoding: .utf8)),
        "publicKey": .string(try String(contentsOfFile: folder + "/key.pub", encoding: .utf8)),
      ])
    return try key.text("sshKeyId")
  }

  /// Adds it as a server whose host key nobody has confirmed.
  func add(
    _ e2e: EndToEndFixture, key: String, username: String = "root", purpose: String = "deploy"
  ) async throws -> String {
    let server = try await e2e.api.call(
      "server.create",
      [
        "name": "web-1", "description": .null, "ipAddress": .string(address), "port": 22,
        "username": .string(username), "sshKeyId": .string(key), "serverType": .string(purpose),
      ])
    return try server.text("serverId")
  }

  func confirm(_ e2e: EndToEndFixture, _ server: String) async throws {
    let shown = try await e2e.api.query("server.hostKey", ["serverId": server])
    let fingerprint = try shown.text("fingerprint")
    guard try await self.fingerprint() == fingerprint else { throw EndToEndFailure("another fingerprint: \(shown)") }
    try await e2e.api.call(
      "server.confirmHostKey", ["serverId": .string(server), "fingerprint": .string(fingerprint)])
  }

  /// Sets it up and waits for the end.
  func setUp(_ e2e: EndToEndFixture, _ server: String) async throws -> JSONValue {
    try await e2e.api.call("server.setup", ["serverId": .string(server)])
    var newest = JSONValue.null
    try await eventually("the set-up ends", within: .seconds(180), every: .milliseconds(300)) {
      newest = try await e2e.api.query("server.one", ["serverId": server]).items("runs").first ?? .null
      guard try !["queued", "running"].contains(newest.text("state")) else { throw EndToEndFailure("\(newest)") }
      return true
    }
    return newest
  }

  func wait(_ e2e: EndToEndFixture, _ server: String, for state: String, within limit: Duration = .seconds(60))
    async throws
  {
    try await eventually("the server is \(state)", within: limit, every: .milliseconds(300)) {
      let row = try await e2e.api.query("server.one", ["serverId": server])
      guard try row.text("state") == state else { throw EndToEndFailure("\(row)") }
      return true
    }
  }
}
