import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

/// Servers: who adds them, what is refused, and that nothing is done before a host key is confirmed.
@Suite struct ServerProceduresTests {
  private static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT"
  private static let other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOif25r0APzsi3HG7OEwqAZwe7OmlKkeA7YViJLssZK7"

  /// A machine whose `ssh-keyscan` answers with this key.
  private static func host(_ line: String? = key) -> FakeHost {
    FakeHost { command, _ in
      guard command.words.first == .plain("ssh-keyscan") else { return CommandResult(status: 0) }
      return CommandResult(
        status: 0, lines: line.map { ["# comment", "192.0.2.10 \($0)"] } ?? ["Connection refused"])
    }
  }

  static func input(_ change: [String: JSONValue] = [:], _ test: TestCall) -> JSONValue {
    let fields: [String: JSONValue] = [
      "name": "web-1", "description": .null, "ipAddress": "192.0.2.10", "port": 22, "username": "root",
      "sshKeyId": .string(test.acme.sshKey.id.rawValue), "serverType": "deploy",
    ]
    return .object(fields.merging(change) { $1 })
  }

  @Test(arguments: [
    Scenario("a server added", "server.create", contains: ["unconfirmed", "web-1"], changes: true) { input([:], $0) },
    Scenario("without a key", "server.create", contains: ["keyless"], changes: true) { input(["sshKeyId": ""], $0) },
    Scenario("by a member", "server.create", as: .role(.member), code: .forbidden) { input([:], $0) },
    Scenario("with another's key", "server.create", code: .notFound) {
      input(["sshKeyId": .string($0.other.sshKey.id.rawValue)], $0)
    },
    Scenario("an option as address", "server.create", code: .badRequest, contains: ["ipAddress"]) {
      input(["ipAddress": "-oProxyCommand=id"], $0)
    },
    Scenario("this machine", "server.create", code: .badRequest, contains: ["this machine"]) {
      input(["ipAddress": "127.0.0.1"], $0)
    },
    Scenario("a port of nobody", "server.create", code: .badRequest, contains: ["port"]) {
      input(["port": 70_000], $0)
    },
    Scenario("half a port", "server.create", code: .badRequest, contains: ["port"]) {
      input(["port": .number(22.5)], $0)
    },
    Scenario("a user with blanks", "server.create", code: .badRequest, contains: ["username"]) {
      input(["username": "a b"], $0)
    },
    Scenario("a script of one's own", "server.update", code: .badRequest, contains: ["command"]) {
      input(["serverId": .string($0.acme.server.id.rawValue), "command": "reboot"], $0)
    },
    Scenario("changed", "server.update", contains: ["web-1"], changes: true) {
      input(["serverId": .string($0.acme.server.id.rawValue)], $0)
    },
    Scenario("set up while disabled", "server.setup", code: .preconditionFailed, contains: ["disabled"]) {
      ["serverId": .string($0.acme.server.id.rawValue)]
    },
    Scenario("builds at once", "server.updateBuildsConcurrency", contains: ["7"], changes: true) {
      ["serverId": .string($0.acme.server.id.rawValue), "buildsConcurrency": 7]
    },
    Scenario("a foreigner's look", "server.one", as: .foreigner, code: .notFound) {
      ["serverId": .string($0.acme.server.id.rawValue)]
    },
    Scenario("removed", "server.remove", changes: true) { ["serverId": .string($0.acme.server.id.rawValue)] },
  ]) func scenarios(_ scenario: Scenario) async throws {
    let problems = try await scenario.run(on: TestCall.make(host: Self.host()))
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test func `Nothing is done on a server before its host key is confirmed, and then only with that key`()
    async throws
  {
    let test = try await TestCall.make(host: Self.host())
    let (owner, made) = (
      test.acme.caller(), await test.answer("server.create", Self.input([:], test), as: test.acme.caller())
    )
    let id = made.body["serverId"] ?? .null
    for name in ["server.setup", "server.validate", "server.security"] {
      let answer = await test.answer(name, ["serverId": id], as: owner)
      #expect(answer.code == .preconditionFailed && answer.message.contains("host key"), "\(name): \(answer.text)")
    }
    let shown = await test.answer("server.hostKey", ["serverId": id], as: owner)
    let fingerprint = HostKey(line: Self.key)?.fingerprint ?? ""
    #expect(shown.body["fingerprint"] == .string(fingerprint) && shown.body["isConfirmed"] == false, "\(shown.text)")
    let wrong = await test.answer("server.confirmHostKey", ["serverId": id, "fingerprint": "SHA256:x"], as: owner)
    #expect(wrong.code == .conflict && wrong.message.contains(fingerprint))
    let right = await test.answer(
      "server.confirmHostKey", ["serverId": id, "fingerprint": .string(fingerprint)], as: owner)
    #expect(
      right.body["state"] == "fresh" && right.body["hostKeyFingerprint"] == .string(fingerprint), "\(right.text)")
    // Nobody can reach it here; what is asked of it says so, and nobody else answers for it.
    let looked = await test.answer("server.validate", ["serverId": id], as: owner)
    #expect(looked.code == .unreachable, "\(looked.text)")
  }

  @Test func `Another key than the confirmed one is shown as one, and stays refused`() async throws {
    let test = try await TestCall.make(host: Self.host(Self.other))
    var server = test.acme.server
    server.isEnabled = true
    server.hostKey = Self.key
    let pinned = server
    try await test.store.write { try $0.servers.update(pinned) }
    let id: JSONValue = .string(server.id.rawValue)
    let shown = await test.answer("server.hostKey", ["serverId": id], as: test.acme.caller())
    #expect(shown.body["isConfirmed"] == false)
    #expect(shown.body["confirmedFingerprint"] == .string(HostKey(line: Self.key)?.fingerprint ?? ""))
    #expect(try await test.store.read { try $0.servers.one(pinned.id).hostKey } == Self.key)
  }

  @Test func `A server is set up once at a time, and neither changed nor removed meanwhile`() async throws {
    let test = try await TestCall.make(host: Self.host())
    var server = test.acme.server
    server.isEnabled = true
    server.hostKey = Self.key
    server.sshKeyID = test.acme.sshKey.id
    let ready = server
    try await test.store.write { try $0.servers.update(ready) }
    // The engine of the tests knows no other machine; the queue does not ask for one.
    let now = test.engine.now()
    let run = try await test.store.write { try ServerSetupJob.enqueue($0, ready, now: now) }
    let id: JSONValue = .string(server.id.rawValue)
    let owner = test.acme.caller()
    let detail = await test.answer("server.one", ["serverId": id], as: owner)
    #expect(detail.body["state"] == "settingUp" && detail.body["runs"]?.arrayValue?.count == 1, "\(detail.text)")
    #expect(await test.answer("server.remove", ["serverId": id], as: owner).code == .conflict)
    #expect(
      await test.answer("server.setEnabled", ["serverId": id, "isEnabled": false], as: owner).code == .conflict)
    #expect(await test.answer("server.update", Self.input(["serverId": id], test), as: owner).code == .conflict)
    #expect(
      await test.answer("sshKey.remove", ["sshKeyId": .string(test.acme.sshKey.id.rawValue)], as: owner).code
        == .conflict)
    try await test.store.write { try $0.serverRuns.finish(run.id, status: .error, message: "no disk", now: now) }
    let failed = await test.answer("server.one", ["serverId": id], as: owner)
    #expect(failed.body["state"] == "failed" && failed.body["problem"] == "no disk")
    let runs = await test.answer("deployment.allByServer", ["serverId": id], as: owner)
    #expect(runs.body.arrayValue?.first?["status"] == "error")
    #expect(await test.answer("server.remove", ["serverId": id], as: owner).isOK)
  }

  @Test func `A server is not removed while something that was deleted is still to go from it`() async throws {
    let test = try await TestCall.make(host: Self.host())
    var server = test.acme.server
    server.isEnabled = true
    let (enabled, now) = (server, test.engine.now())
    try await test.store.write { tx in
      try tx.servers.update(enabled)
      try tx.jobs.enqueue(
        RemoveJob.queued(
          RemoveJob.Arguments(deployable: .random(), appName: "gone-abc123", server: enabled.id), organization: nil,
          lane: nil, at: now, now: now))
    }
    let id: JSONValue = .string(server.id.rawValue)
    let refused = await test.answer("server.remove", ["serverId": id], as: test.acme.caller())
    #expect(refused.code == .conflict && refused.text.contains("still being removed"), "\(refused.text)")
    server.isEnabled = false
    let disabled = server
    try await test.store.write { try $0.servers.update(disabled) }
    #expect(await test.answer("server.remove", ["serverId": id], as: test.acme.caller()).isOK)
  }

  @Test func `Lists tell services from builds, and servers with a key from others`() async throws {
    let test = try await TestCall.make(host: Self.host())
    let owner = test.acme.caller()
    _ = await test.answer("server.create", Self.input(["name": "a"], test), as: owner)
    _ = await test.answer("server.create", Self.input(["name": "b", "serverType": "build"], test), as: owner)
    func names(_ procedure: String) async -> [String] {
      await test.answer(procedure, as: owner).body.arrayValue?.compactMap { $0["name"]?.stringValue }.sorted() ?? []
    }
    #expect(await names("server.all") == ["a", "acme server", "b"])
    #expect(await names("server.withSSHKey") == ["a"])
    #expect(await names("server.buildServers") == ["b"])
    #expect(await names("server.allForPermissions") == ["a", "acme server", "b"])
    #expect(await test.answer("server.count", as: owner).body == 3)
    let id = await test.answer("server.all", as: owner).body.arrayValue?.first?["serverId"] ?? .null
    let plan = await test.answer("server.getDefaultCommand", ["serverId": id], as: owner)
    #expect(plan.text.contains("docker.io"))
  }
}
