import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Tells a database's server a new password, then writes it down as the password.
///
/// Between the two the server may have the new one while the row has the old one. So it is forgotten only when a server was
/// seen that still takes the old one; until somebody can be asked, it waits.
package enum PasswordJob: RunnableJob {
  /// Whose password.
  package struct Arguments: Codable, Sendable {
    package var database: ID<Deployable>
    package var isRoot: Bool
  }
  package static let kind = "password"
  package static let pool = JobPool.upkeep
  package static let isGivenUp = false
  /// Until a server is asked again that did not say which password it has.
  private static let patience = Duration.seconds(5)

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let found = try await engine.store.read { try $0.databases.find(arguments.database) }
    guard let database = found, let next = database.secrets.nextPassword else { return }
    do {
      try await tell(database, next, arguments, engine)
    } catch let refusal as JobRefusal {
      try await forget(database.id, engine)
      throw refusal
    }
    try await keep(arguments, next, engine)
  }

  /// Returns when the server has the new one, also when an attempt before a crash has told it.
  /// - Throws: ``JobRefusal`` when it has the old one and keeps it; ``JobSnooze`` while it cannot be asked.
  private static func tell(_ database: Database, _ next: Secret, _ arguments: Arguments, _ engine: Engine)
    async throws
  {
    let product = DatabaseEngines.engine(database.settings.engine)
    let isRoot = arguments.isRoot
    guard let change = product.passwordChange(of: database, to: next, isRoot: isRoot) else { return }
    let docker = try await engine.machine(of: database.id).docker
    guard let container = try await container(of: database, docker, engine) else { throw JobSnooze(wait: patience) }
    let answer = try await change.run(in: container, docker)
    if answer.isFitting { return StepRecorder.reached("password", engine.configuration) }
    let accepts = { (database: Database) in
      try await product.login(to: database, asRoot: isRoot)?.run(in: container, docker).isFitting == true
    }
    if try await accepts(changed(database, next, isRoot: isRoot)) { return }
    guard try await accepts(database) else { throw JobSnooze(wait: patience) }
    let redaction = Redaction([next, database.secrets.password, database.secrets.rootPassword].compactMap { $0 })
    throw JobRefusal("The server refused the new password: \(redaction.apply(to: answer.words))")
  }

  private static func container(of database: Database, _ docker: DockerClient, _ engine: Engine) async throws
    -> String?
  {
    guard let release = try await engine.store.read({ try $0.releases.current(of: database.id) }) else { return nil }
    return try await docker.listTasks(service: release.serviceName).map(TaskFact.init)
      .first { $0.state == .running && $0.isWanted }?.container
  }

  private static func changed(_ database: Database, _ next: Secret, isRoot: Bool) -> Database {
    var changed = database
    // With `root` as its user, both are one.
    let isBoth = database.secrets.rootPassword != nil && database.settings.databaseUser == "root"
    if isRoot || isBoth { changed.secrets.rootPassword = next }
    if !isRoot || isBoth { changed.secrets.password = next }
    changed.secrets.nextPassword = nil
    return changed
  }

  /// A server that reads its password at each start must be started with the new one next time, whoever starts it.
  private static func keep(_ arguments: Arguments, _ next: Secret, _ engine: Engine) async throws {
    let now = engine.now()
    let (database, reload) = try await engine.store.write { tx -> (Database?, QueuedDeployment?) in
      guard let found = try tx.databases.find(arguments.database) else { return (nil, nil) }
      var database = changed(found, next, isRoot: arguments.isRoot)
      database.changedAt = now
      try tx.databases.update(database)
      guard DatabaseEngines.engine(database.settings.engine).readsPasswordAtStart else { return (database, nil) }
      let request = DeploymentRequest(deployable: database.deployable, kind: .reload, title: "New password")
      return (database, try DeploymentQueue.enqueue(tx, request, now: now))
    }
    guard let database else { return }
    engine.bus.publish(.deployableChanged(database.id, database.organizationID))
    if let reload { DeploymentQueue.announce(reload, on: engine.bus) }
  }

  private static func forget(_ id: ID<Deployable>, _ engine: Engine) async throws {
    try await engine.store.write { tx in
      guard var database = try tx.databases.find(id) else { return }
      database.secrets.nextPassword = nil
      try tx.databases.update(database)
    }
  }
}
