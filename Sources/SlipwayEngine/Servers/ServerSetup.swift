import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Makes a server ready for services, step by step. Each step looks first and does what is missing: it may be done again at
/// any time, also by somebody who takes over after a crash.
actor ServerSetup {
  private let engine: Engine
  private let run: ServerRun
  private let server: Server
  private let log: DeploymentLog
  private var steps: [ServerStep]

  init(_ engine: Engine, _ run: ServerRun, _ server: Server, _ log: DeploymentLog) {
    self.engine = engine
    self.run = run
    self.server = server
    self.log = log
    // What an attempt before this one was at begins again.
    steps = run.steps.map { ServerStep($0.kind) }
  }

  /// - Throws: what the first step threw that failed; it is written down by then.
  func perform() async throws {
    let machine = try await engine.machine(at: server.id)
    for kind in steps.map(\.kind) { try await take(kind) { try await self.act(kind, machine) } }
  }

  private func act(_ kind: ServerStep.Kind, _ machine: Machine) async throws -> String {
    let host = machine.host
    let (docker, proxy) = (DockerInstall(host: host, log: log), ServerProxy(engine: engine, machine: machine))
    switch kind {
    case .connect: return try await connect(host)
    case .rights: return try await rights(host)
    case .docker: return try await docker.install()
    case .engine:
      try await docker.letIn(server.username)
      let version = try await docker.start()
      try await refuseOwn(host)
      return "Docker \(version.Version) answers, API \(version.ApiVersion)"
    case .swarm: return try await swarm(host)
    case .network:
      let name = Surroundings.network(instance: engine.configuration.instance)
      if try await proxy.parts.makeNetwork() { return "\(name) made" }
      try await proxy.claim.check()
      return "\(name) is there"
    case .proxy: return try await proxy.install()
    case .agent: return try await ServerMeasuring(engine).place(server, on: host, log: { await self.log.line($0) })
    }
  }

  private func connect(_ host: any SlipwayHost.Host) async throws -> String {
    var command: Command = ["uname", "-srm"]
    command.deadline = .seconds(20)
    let kernel = try await host.require(command, what: "Connecting").text
    return "\(try await ServerMachine(host: host).system().name), \(kernel)"
  }

  private func rights(_ host: any SlipwayHost.Host) async throws -> String {
    guard try await ServerMachine(host: host).user() == 0 else {
      throw SlipwayError(
        .preconditionFailed,
        "\(server.username) does not become root by sudo on \(server.name). Connect as root, or let it use sudo without a password."
      )
    }
    return server.username == "root" ? "root" : "\(server.username), as root by sudo"
  }

  /// This machine's own engine, by another name: what one of them does, the other would undo.
  private func refuseOwn(_ host: any SlipwayHost.Host) async throws {
    let own = try engine.hosts.thisMachine()
    // A machine that was copied has the same identity, but has been started by itself.
    let boot = "/proc/sys/kernel/random/boot_id"
    let (there, here) = (try? await host.files.readText(boot), try? await own.files.readText(boot))
    let (engineThere, engineHere) = (try await host.docker.info().ID, try? await own.docker.info().ID)
    guard engineThere == nil || engineThere != engineHere || there != here else {
      throw SlipwayError(
        .conflict,
        "The Docker Engine of \(server.name) is the one that Slipway itself works with. Services run there without a server; "
          + "remove this one.")
    }
  }

  private func swarm(_ host: any SlipwayHost.Host) async throws -> String {
    let info = try await host.docker.info()
    switch info.Swarm?.LocalNodeState {
    case "active" where info.isSwarmManager: return "is a manager already"
    case "active":
      throw SlipwayError(
        .preconditionFailed,
        "\(server.name) is a worker of a Swarm. Add its manager as a server instead, or let it leave (docker swarm leave)."
      )
    case "locked":
      throw SlipwayError(
        .preconditionFailed, "The Swarm of \(server.name) is locked: unlock it there (docker swarm unlock).")
    default: break
    }
    let address = try await ownAddress()
    await log.line("Beginning a Swarm at \(address ?? "an address that Docker chooses")")
    try await host.docker.initSwarm(advertised: address)
    return "begun" + (address.map { ", at \($0)" } ?? "")
  }

  private func ownAddress() async throws -> String? {
    if IPAddress(server.address) != nil { return server.address }
    return try await NameLookup.addresses(of: server.address).first
  }

  private func take(_ kind: ServerStep.Kind, _ body: @Sendable () async throws -> String) async throws {
    try Task.checkCancellation()
    await log.line("— \(kind.rawValue)")
    try await note(kind) {
      $0.state = .working; $0.startedAt = self.engine.now()
    }
    do {
      let message = await log.redacted(try await body())
      await log.line(message)
      try await note(kind) {
        $0.state = .done; $0.message = message; $0.finishedAt = self.engine.now()
      }
    } catch {
      try Task.checkCancellation()
      let message = await log.redacted((error as? SlipwayError)?.message ?? "something unexpected happened.")
      let isOptional = kind == .agent
      try await note(kind) {
        $0.state = isOptional ? .skipped : .failed; $0.message = message; $0.finishedAt = self.engine.now()
      }
      // Whether a machine is measured is no reason to have no services there.
      guard isOptional else { throw error }
      await log.line(message)
    }
  }

  private func note(_ kind: ServerStep.Kind, _ change: (inout ServerStep) -> Void) async throws {
    guard let index = steps.firstIndex(where: { $0.kind == kind }) else { return }
    change(&steps[index])
    let (id, steps) = (run.id, steps)
    try await engine.store.write { try $0.serverRuns.setSteps(id, steps) }
    engine.bus.publish(.serverChanged(server.id, server.organizationID))
  }
}
