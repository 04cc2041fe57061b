import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What one run works with: the machine of what is backed up, its log, and a folder of its own here that goes when it ends.
/// What flows comes by here, whichever machine it comes from.
struct BackupWork: Sendable {
  let engine: Engine
  let run: BackupRun
  let log: DeploymentLog
  /// Where its programs run and feed each other: the machine that Slipway runs on.
  let host: any SlipwayHost.Host
  /// Where what it reads or fills is.
  let machine: Machine
  /// An attempt before this one was cut off.
  var isRepeated = false

  /// - Throws: ``SlipwayError`` `notFound` for a service that is gone: this machine never stands in for its own.
  init(_ engine: Engine, _ run: BackupRun) async throws {
    self.engine = engine
    let service = try await engine.store.read { tx in try run.deployableID.map { try tx.deployables.one($0) } }
    machine = try await engine.machine(at: service?.serverID)
    self.run = run
    log = DeploymentLog(engine: engine, owner: .run(run.id))
    host = try engine.hosts.thisMachine()
  }

  var folder: String { engine.folders.work(of: run.id) }
  var docker: DockerClient { machine.docker }

  /// What makes a container or volume of this run known again.
  var labels: [String: String] { BackupLeftovers.labels(engine.configuration.instance, run.id) }

  /// The volumes that the run may read and fill.
  var volumes: VolumeGuard { VolumeGuard(engine: engine, docker: docker, organization: run.organizationID) }

  /// The destination, with its credentials in the run's folder and out of the log.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when it is gone.
  func destination() async throws -> ObjectStore {
    let id = run.destinationID
    guard let found = try await engine.store.read({ tx in try id.flatMap { try tx.destinations.find($0) } }) else {
      throw SlipwayError(.preconditionFailed, "The destination is gone; choose another one.")
    }
    for secret in RcloneConfiguration.secrets(of: found) { await log.conceal(secret) }
    return try await ObjectStore.open(found, folder: folder, on: host, engine.configuration)
  }

  /// A program of docker's command line: the API cannot feed a program within a container from a stream of its own.
  func dockerCommand(_ words: [String], environment: [String: Secret] = [:]) async throws -> Command {
    let tool = try await engine.dockerCommands.command(on: host, engine.configuration).reaching(machine)
    var command = Command([tool.path] + words)
    command.environment = ["DOCKER_HOST": Secret(tool.dockerHost), "DOCKER_CLI_HINTS": Secret("false")]
      .merging(environment) { ours, _ in ours }
    return command
  }

  /// A pipeline whose progress and complaints are lines of the log.
  func stream(_ pipeline: Pipeline) async throws -> StreamMeasure {
    var watched = pipeline
    let log = log
    watched.stall = engine.configuration.backupStall
    watched.progress = { await log.line("\(ByteWords.text($0)) so far") }
    do {
      return try await host.stream(watched, output: log.output)
    } catch {
      // What Docker's client began in a container over there is nothing that this machine can end.
      let marks =
        machine.server == nil ? [] : (pipeline.sources + [pipeline.sink].compactMap { $0 }).compactMap(\.mark)
      let there = machine.host
      await Task { for mark in marks { await there.end(mark, grace: .zero) } }.value
      throw error
    }
  }
}
