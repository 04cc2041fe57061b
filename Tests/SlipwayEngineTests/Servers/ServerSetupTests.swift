import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayEngine

/// Setting servers up, on machines that a test plays.
@Suite struct ServerSetupTests {
  private static let hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT"

  /// A machine without Docker until somebody installs it.
  private final class Machine: Sendable {
    private struct State {
      var isInstalled = false
      var isRunning = false
      var commands: [String] = []
    }
    private let state = Mutex(State())
    let failing: String?
    /// What programs say instead, by their names.
    let answers: [String: String]

    init(isInstalled: Bool = false, failing: String? = nil, answers: [String: String] = [:]) {
      self.failing = failing
      self.answers = answers
      state.withLock {
        $0.isInstalled = isInstalled
        $0.isRunning = isInstalled
      }
    }

    var commands: [String] { state.withLock { $0.commands } }
    var isRunning: Bool { state.withLock { $0.isRunning } }

    func run(_ command: Command) throws -> CommandResult {
      let words = command.words.map(\.description)
      let line = words.joined(separator: " ")
      return try state.withLock { state in
        state.commands.append(line)
        if let failing, line.contains(failing) {
          return CommandResult(status: 100, lines: ["E: \(failing) is not to be had"])
        }
        if let answer = answers[words[0]] { return CommandResult(status: 0, lines: [answer]) }
        switch words[0] {
        case "dockerd" where !state.isInstalled:
          throw SlipwayError(.preconditionFailed, "dockerd is not installed on web-1. Install it and try again.")
        case "dockerd": return CommandResult(status: 0, lines: ["Docker version 20.10.24, build x"])
        case "apt-get" where words.contains("install"): state.isInstalled = true
        case "systemctl", "service": state.isRunning = true
        case "id": return CommandResult(status: 0, lines: ["0"])
        case "df":
          return CommandResult(
            status: 0,
            lines: ["Filesystem 1024-blocks Used Available Capacity Mounted on", "/dev/x 9 1 9000000 1% /"])
        default: break
        }
        return CommandResult(status: 0, lines: ["Linux 6.1 x86_64"])
      }
    }
  }

  /// - Parameters:
  ///   - info: what the engine over there says of itself.
  ///   - answers: what else it says, by the path that it is asked.
  ///   - body: is given the act that waits.
  private func with(
    _ machine: Machine, purpose: Server.Purpose = .build, info: String = #"{"ID":"there"}"#,
    engine answers: [String: String] = [:],
    _ body: @escaping @Sendable (Engine, ServerRun) async throws -> Void
  ) async throws {
    try await FakeDocker.with { request in
      if let answer = answers[request.path] { return .init(200, answer) }
      return switch request.path {
      case "/_ping": machine.isRunning ? .init(200, "OK") : .init(500, #"{"message":"away"}"#)
      case "/info": .init(200, info)
      default: nil
      }
    } _: { _, client in
      let store = try await temporaryStore()
      let there = FakeHost(docker: client) { command, _ in try machine.run(command) }
      let engine = Engine(
        store: store, hosts: Hosts(local: FakeHost(), connect: { _ in there }), bus: MemoryEventBus(),
        configuration: Configuration())
      let run = try await Self.queue(store, purpose)
      try await body(engine, run)
      try store.close()
    }
  }

  private static func queue(_ store: Store, _ purpose: Server.Purpose) async throws -> ServerRun {
    let now = Date()
    let user = User(email: "a@example.com", passwordHash: Secret("x"), createdAt: now)
    let organization = Organization(name: "acme", ownerID: user.id, createdAt: now)
    let key = SSHKey(
      organizationID: organization.id, name: "k", publicKey: "p", privateKey: Secret("s"), createdAt: now)
    var server = Server(
      organizationID: organization.id, name: "web-1", appName: "web-1", address: "192.0.2.10", sshKeyID: key.id,
      purpose: purpose, createdAt: now)
    server.hostKey = hostKey
    let ready = server
    return try await store.write { tx in
      try tx.users.insert(user)
      try tx.organizations.insert(organization)
      try tx.sshKeys.insert(key)
      try tx.servers.insert(ready)
      return try ServerSetupJob.enqueue(tx, ready, now: now)
    }
  }

  private func perform(_ engine: Engine, _ run: ServerRun) async throws -> (run: ServerRun, log: String) {
    let job = try await engine.store.read { try $0.jobs.one(ID(run.id.rawValue)) }
    try? await ServerSetupJob.run(ServerSetupJob.Arguments(run: run.id), JobContext(engine: engine, job: job))
    return try await engine.store.read { tx in
      (try tx.serverRuns.one(run.id), try tx.serverLogs.tail(of: run.id, lines: 200))
    }
  }

  @Test func `Docker is installed from the distribution where it is missing, and started`() async throws {
    let machine = Machine()
    try await with(machine) { engine, run in
      let (ended, log) = try await perform(engine, run)
      #expect(ended.status == .done && ended.steps.allSatisfy { $0.state == .done }, "\(ended.message ?? "") \(log)")
      #expect(machine.commands.contains { $0.hasPrefix("apt-get") && $0.hasSuffix("install docker.io docker-cli") })
      #expect(machine.isRunning)
      #expect(log.contains("$ apt-get") && log.contains("Done"))
    }
  }

  @Test func `What is there is left alone, however often it is asked for`() async throws {
    let machine = Machine(isInstalled: true)
    try await with(machine) { engine, run in
      let first = try await perform(engine, run).run
      #expect(first.status == .done && first.steps.map(\.kind) == [.connect, .rights, .docker, .engine])
      let now = Date()
      let again = try await engine.store.write {
        try ServerSetupJob.enqueue($0, try $0.servers.one(run.serverID), now: now)
      }
      #expect(try await perform(engine, again).run.status == .done)
      let changing = ["apt-get", "systemctl", "service", "usermod", "dpkg"]
      #expect(!machine.commands.contains { line in changing.contains { line.hasPrefix($0) } })
    }
  }

  @Test func `A step that fails says why, and the next act begins there again`() async throws {
    try await with(Machine(failing: "docker.io")) { engine, run in
      let (ended, log) = try await perform(engine, run)
      #expect(ended.status == .error)
      #expect(ended.steps.map(\.state) == [.done, .done, .failed, .waiting])
      #expect(
        ended.message?.contains("docker.io is not to be had") == true && ended.message?.contains("mirrors") == true)
      #expect(ended.steps[2].message == ended.message && log.contains("Failed: "))
      #expect(try await engine.store.read { try !$0.serverRuns.isActive(run.serverID) })
    }
  }

  @Test(arguments: [
    (
      #"{"ID":"there","Swarm":{"LocalNodeState":"active","ControlAvailable":false}}"#, ServerStep.Kind.swarm, "worker"
    ),
    (#"{"ID":"there","Swarm":{"LocalNodeState":"locked"}}"#, .swarm, "locked"),
  ]) func `A Swarm that is no good is named`(info: String, kind: ServerStep.Kind, word: String) async throws {
    try await with(Machine(isInstalled: true), purpose: .deploy, info: info) { engine, run in
      let ended = try await perform(engine, run).run
      #expect(ended.status == .error && ended.message?.contains(word) == true, "\(ended.message ?? "")")
      #expect(ended.steps.first { $0.kind == kind }?.state == .failed)
    }
  }

  private static let manager =
    #"{"ID":"there","Swarm":{"NodeID":"n","LocalNodeState":"active","ControlAvailable":true}}"#

  @Test(arguments: [
    (["df": "/dev/x 9 1 204800 99% /"], [:], ServerStep.Kind.docker, "The disk is full: 200 MB are free"),
    (
      ["df": "/dev/x 9 1 20480 100% /", "dockerd": "Docker version 20.10.24"], [:], .docker,
      "The disk is full: 20 MB are free"
    ),
    (["id": "1000"], [:], .rights, "use sudo without a password"),
    (
      ["dockerd": "Docker version 1.10.0"], ["/version": #"{"Version":"1.10.0","ApiVersion":"1.22"}"#], .engine,
      "20.10 or newer"
    ),
    (
      ["dockerd": "Docker version 20.10.24"],
      [
        "/networks/slipway-network":
          #"{"Id":"1","Name":"slipway-network","Driver":"overlay","Labels":{"slipway.panel":"another"}}"#
      ],
      .network, "Another Slipway uses"
    ),
  ])
  func `A machine that is not fit says what to do about it`(
    programs: [String: String], engine: [String: String], step: ServerStep.Kind, words: String
  ) async throws {
    let machine = Machine(isInstalled: step != .docker, answers: programs)
    try await with(machine, purpose: .deploy, info: Self.manager, engine: engine) { engine, run in
      let (ended, log) = try await perform(engine, run)
      #expect(ended.status == .error && ended.message?.contains(words) == true, "\(ended.message ?? "") \(log)")
      #expect(ended.steps.first { $0.state == .failed }?.kind == step)
    }
  }

  @Test func `Slipway's own engine is no server`() async throws {
    let machine = Machine(isInstalled: true)
    try await FakeDocker.with {
      $0.path == "/info" ? .init(200, #"{"ID":"same"}"#) : nil
    } _: { _, client in
      let store = try await temporaryStore()
      let host = FakeHost(docker: client) { command, _ in try machine.run(command) }
      let engine = Engine(
        store: store, hosts: Hosts(local: host, connect: { _ in host }), bus: MemoryEventBus(),
        configuration: Configuration())
      let ended = try await perform(engine, try await Self.queue(store, .deploy)).run
      #expect(
        ended.status == .error && ended.message?.contains("itself works with") == true, "\(ended.message ?? "")")
      try store.close()
    }
  }
}
