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
    let auth = try await work.engine.store.read { try $0.imageAuth(of: $0.workload(id)) }
    let image = try await DrillImage(work: work, database: database, auth: auth).bring(manifest?.image)
    let server = try await start(trial(of: database), image: image)
    let name = plan.settings.databaseName ?? database.settings.databaseName ?? ""
    let restore = try await server.restore(named: name, work)
    await work.log.line("Restoring into the trial server")
    let pouring = DatabaseRestore(work: work, check: check, server: server)
    try await pouring.pour(into: restore)
    guard let count = try await pouring.count(named: name) else { return "It was restored into a trial server." }
    let words = pouring.words(count)
    try await compare(count, words)
    return "\(work.run.objectKey) was restored into a trial server: it has \(words)."
  }

  /// A dump that is whole and empty is no backup where there was something before.
  private func compare(_ count: Int, _ words: String) async throws {
    let (run, plan) = (work.run.id, plan.id)
    let last = try await work.engine.store.write { tx in
      let last = try tx.backupRuns.lastDrill(of: plan)
      try tx.backupRuns.setFound(run, count)
      return last?.found
    }
    guard count == 0, let last, last > 0 else { return }
    throw SlipwayError(
      .preconditionFailed,
      "The backup restores to an empty database: it has \(words), at the drill before it had \(last). Look at what is dumped."
    )
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

  /// As the database itself runs, as far as its image and limits go; nobody else reaches it, and it reaches nobody.
  private func start(_ database: Database, image: String) async throws -> DatabaseServer {
    let engine = DatabaseEngines.engine(database.settings.engine)
    let network = "slipway-drill-\(work.run.id.rawValue.lowercased())"
    try await work.docker.createIsolatedNetwork(network, labels: work.labels)
    var draft = ContainerDraft(image: image, words: engine.arguments(of: database), labels: work.labels)
    draft.environment = Dictionary(
      engine.environment(of: database).map { ($0.name, Secret($0.value)) }, uniquingKeysWith: { $1 })
    draft.network = network
    let limits = try ServiceSpec.resources(database.runtime)?.Limits
    (draft.memory, draft.nanoCPUs) = (limits?.MemoryBytes, limits?.NanoCPUs)
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
