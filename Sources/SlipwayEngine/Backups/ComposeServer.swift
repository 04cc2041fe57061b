import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Finds the container of a compose stack's service, and what its database is signed in to with.
enum ComposeServer {
  /// - Throws: ``SlipwayError`` `preconditionFailed` when it does not run.
  static func find(_ plan: BackupPlan, _ work: BackupWork) async throws -> DatabaseServer {
    guard let id = plan.deployableID, let engine = plan.settings.engine,
      let stack = try await work.engine.store.read({ try $0.deployables.find(id) })
    else { throw SlipwayError.notFound(Deployable.Kind.compose.noun) }
    let service = plan.settings.serviceName ?? ""
    if let password = plan.credentials.password { await work.log.conceal(password) }
    guard let container = try await container(of: service, in: stack, work.engine) else {
      throw SlipwayError(
        .preconditionFailed, "No container of the service '\(service)' runs; deploy the stack first.")
    }
    var settings = DatabaseSettings(engine: engine, dockerImage: "")
    settings.databaseName = plan.settings.databaseName
    settings.databaseUser = plan.credentials.user ?? "root"
    var secrets = DatabaseSecrets()
    secrets.password = plan.credentials.password ?? Secret("")
    secrets.rootPassword = plan.credentials.password
    let database = Database(
      organizationID: stack.organizationID, environmentID: stack.environmentID, name: service, appName: stack.appName,
      settings: settings, secrets: secrets, createdAt: stack.createdAt)
    return DatabaseServer(database: database, container: container)
  }

  /// What a restore goes into: signed in to as the stack's backup of the same service is.
  static func find(_ id: ID<Deployable>, _ request: RestoreRequest, _ work: BackupWork) async throws
    -> DatabaseServer
  {
    let plans = try await work.engine.store.read { try $0.backupPlans.all(of: id) }
    let plan = plans.first {
      $0.content == .compose && $0.settings.serviceName == request.serviceName
        && $0.settings.engine == request.engine
    }
    guard let plan else {
      throw SlipwayError(
        .preconditionFailed,
        "It is not known how this service's database is signed in to; set up a backup of it first.")
    }
    return try await find(plan, work)
  }

  /// The running container of a service of the file that serves.
  private static func container(of service: String, in stack: Deployable, _ engine: Engine) async throws -> String? {
    let (row, release) = try await engine.store.read { tx in
      (try tx.composeStacks.one(stack.id), try tx.releases.current(of: stack.id))
    }
    guard let release else { return nil }
    let file = try StackFile.read(release)
    guard let key = file.service(service, suffix: row.settings.nameSuffix)?.key else {
      throw SlipwayError(
        .preconditionFailed,
        "The stack runs no service '\(service)'; it has \(file.services.keys.sorted().joined(separator: ", ")).")
    }
    let containers = try await StackPlace(engine, stack.id, appName: stack.appName).runner(file.kind).containers()
    return containers.first { $0.key == key && $0.isRunning }?.container
  }
}
