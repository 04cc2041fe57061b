import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Proves that a backup can be restored: into a container that is thrown away, which is then asked a question.
struct DrillAct: Sendable {
  private static let patience = Duration.seconds(180)
  let work: BackupWork
  let plan: BackupPlan

  /// - Returns: what was found, as a sentence.
  func run() async throws -> String {
    guard let id = plan.deployableID, let database = try await work.engine.store.read({ try $0.databases.find(id) })
    else { throw SlipwayError.notFound(Deployable.Kind.database.noun) }
    let store = try await work.destination()
    let check = BackupCheck(work: work, store: store)
    let manifest = try await check.manifest()
    try await check.verify(manifest)
    let image = try await DrillImage(work: work, database: database).bring(manifest?.image)
    let server = try await start(trial(of: database), image: image)
    let name = plan.settings.databaseName ?? database.settings.databaseName ?? ""
    let restore = try await server.restore(named: name, work)
    await work.log.line("Restoring into the trial server")
    try await DatabaseRestore(work: work, check: check, server: server).pour(into: restore)
    guard let probe = server.engine.probe(of: server.database, named: name) else {
      return "The backup was restored into a trial server."
    }
    let tables = try await DatabaseRestore(work: work, check: check, server: server).count(probe)
    return "The backup of \(work.run.objectKey) was restored into a trial server: it has \(tables)."
  }

  /// The same server with passwords of its own: nobody can mistake one for the other.
  private func trial(of database: Database) -> Database {
    var trial = database
    trial.secrets.password = Secret(RandomText.suffix(24))
    trial.secrets.rootPassword = Secret(RandomText.suffix(24))
    trial.secrets.nextPassword = nil
    trial.settings.replicaSets = false
    trial.settings.databaseName = plan.settings.databaseName ?? database.settings.databaseName
    return trial
  }

  private func start(_ database: Database, image: String) async throws -> DatabaseServer {
    let engine = DatabaseEngines.engine(database.settings.engine)
    var draft = ContainerDraft(image: image, words: engine.arguments(of: database), labels: work.labels)
    draft.environment = Dictionary(
      engine.environment(of: database).map { ($0.name, Secret($0.value)) }, uniquingKeysWith: { $1 })
    let container = try await work.docker.createContainer(draft)
    try await work.docker.startContainer(container)
    await work.log.line("Waiting for the trial server")
    let server = DatabaseServer(database: database, container: container)
    try await wait(for: server)
    return server
  }

  private func wait(for server: DatabaseServer) async throws {
    guard let login = server.engine.login(to: server.database) else { return }
    let end = ContinuousClock.now + Self.patience
    var words = ""
    while .now < end {
      if let answer = try? await login.run(in: server.container, work.docker) {
        if answer.isFitting { return }
        words = answer.words
      }
      try await Task.sleep(for: .seconds(1))
    }
    throw SlipwayError(
      .commandFailed, "The trial server did not let anybody in within \(Self.patience.inWords): \(words.prefix(300))")
  }
}
