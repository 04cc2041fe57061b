import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The running server of a database, and the programs of its image that write and read dumps.
struct DatabaseServer: Sendable {
  let database: Database
  /// In which its server runs.
  let container: String

  /// - Throws: ``SlipwayError`` `preconditionFailed` when it does not run.
  static func find(_ id: ID<Deployable>, _ work: BackupWork) async throws -> DatabaseServer {
    let found = try await work.engine.store.read { tx in
      (try tx.databases.find(id), try tx.releases.current(of: id))
    }
    guard let database = found.0 else { throw SlipwayError.notFound(Deployable.Kind.database.noun) }
    await conceal(database, work.log)
    guard let release = found.1,
      let container = try await work.docker.listTasks(service: release.serviceName).map(TaskFact.init)
        .first(where: { $0.state == .running && $0.isWanted })?.container
    else {
      throw SlipwayError(
        .preconditionFailed, "The database's server does not run; start or deploy it, then try again.")
    }
    return DatabaseServer(database: database, container: container)
  }

  var engine: any DatabaseEngine.Type { DatabaseEngines.engine(database.settings.engine) }

  /// What the dump writes to its output.
  /// - Throws: ``SlipwayError`` `preconditionFailed` for an engine that no client dumps.
  func dump(named name: String, _ work: BackupWork) async throws -> Command {
    guard let query = engine.dump(of: database, named: name) else { throw Self.unsupported(engine.label) }
    var command = try await Self.exec(query, in: container, isFed: query.input != nil, work)
    if let input = query.input { command.input = .secret(input) }
    return command
  }

  /// What reads a dump from its input.
  func restore(named name: String, _ work: BackupWork) async throws -> (command: Command, preface: Secret?) {
    guard let query = engine.restore(to: database, named: name) else { throw Self.unsupported(engine.label) }
    return (try await Self.exec(query, in: container, isFed: true, work), query.input)
  }

  /// The words of a program within the container; its secrets are only named there, and are in the environment.
  static func exec(
    _ query: DatabaseQuery, in container: String, isFed: Bool, _ work: BackupWork
  ) async throws -> Command {
    let mark = ProcessMark(name: "SLIPWAY_PROGRAM", value: RandomText.suffix(16))
    let environment = query.environment.merging([mark.name: Secret(mark.value)]) { $1 }
    // Docker's client ends alone: what it began in the container is ended by its mark, or by that of this installation
    // when a killed Slipway starts again.
    let names = (environment.keys + [LocalHost.markerVariable]).sorted().flatMap { ["--env", $0] }
    var command = try await work.dockerCommand(
      ["exec"] + (isFed ? ["--interactive"] : []) + names + [container] + query.words(in: container),
      environment: environment)
    command.mark = mark
    return command
  }

  /// A client that was cut off says little: what became of its server says more.
  /// - Parameter what: was being made or read.
  func explain(_ failure: SlipwayError, _ what: String, _ work: BackupWork) async -> SlipwayError {
    let state: DockerContainer.State?
    do { state = try await ending(work.docker) } catch { return failure }
    guard state?.Running != true else { return failure }
    let reason = state?.OOMKilled == true ? "it had no memory left" : state?.ExitCode.map { "exit code \($0)" }
    return SlipwayError(
      .commandFailed,
      "\(engine.label)'s server ended in the middle of the \(what)\(reason.map { " (\($0))" } ?? "").",
      details: failure.details, cause: failure)
  }

  /// The engine tells a client's end before its container's when both were killed: one that still runs is asked after again
  /// for up to 3 s.
  /// - Returns: `nil` when the container is gone.
  private func ending(_ docker: DockerClient) async throws -> DockerContainer.State? {
    let end = ContinuousClock.now + .seconds(3)
    while true {
      let state = try await docker.inspectContainer(container)?.State
      guard state?.Running == true, .now < end else { return state }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  static func unsupported(_ label: String) -> SlipwayError {
    SlipwayError(
      .preconditionFailed,
      "\(label) has no client that dumps it whole: back up its volume instead, with the server stopped meanwhile.")
  }

  private static func conceal(_ database: Database, _ log: DeploymentLog) async {
    for secret in [database.secrets.password, database.secrets.rootPassword].compactMap({ $0 }) {
      await log.conceal(secret)
    }
  }
}
