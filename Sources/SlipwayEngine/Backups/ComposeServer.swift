import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// A database that runs as a service of a compose stack: finds its container, and how it is signed in to.
struct ComposeServer: Sendable {
  let work: BackupWork
  let stack: Deployable
  let engine: Database.Engine
  let service: String
  /// As somebody typed them; what is missing, the container's own variables say.
  var credentials = BackupCredentials()
  var databaseName: String?

  static func find(_ plan: BackupPlan, _ work: BackupWork) async throws -> DatabaseServer {
    guard let id = plan.deployableID, let engine = plan.settings.engine else {
      throw SlipwayError.notFound(Deployable.Kind.compose.noun)
    }
    var server = ComposeServer(
      work: work, stack: try await work.engine.store.read { try $0.deployables.one(id) }, engine: engine,
      service: plan.settings.serviceName ?? "")
    server.credentials = plan.credentials
    server.databaseName = plan.settings.databaseName
    return try await server.found()
  }

  /// What a restore goes into: signed in to as the stack's backup of the same service is, when there is one.
  static func find(_ id: ID<Deployable>, _ request: RestoreRequest, _ work: BackupWork) async throws
    -> DatabaseServer
  {
    guard let engine = request.engine else { throw SlipwayError.notFound(Deployable.Kind.compose.noun) }
    let (stack, plans) = try await work.engine.store.read { tx in
      (try tx.deployables.one(id), try tx.backupPlans.all(of: id))
    }
    var server = ComposeServer(work: work, stack: stack, engine: engine, service: request.serviceName ?? "")
    let plan = plans.first {
      $0.content == .compose && $0.settings.serviceName == request.serviceName && $0.settings.engine == engine
    }
    server.credentials = plan?.credentials ?? BackupCredentials()
    server.databaseName = request.databaseName
    return try await server.found()
  }

  /// - Throws: ``SlipwayError`` `preconditionFailed` when it does not run.
  private func found() async throws -> DatabaseServer {
    guard let id = try await container(), let container = try await work.docker.inspectContainer(id) else {
      throw SlipwayError(
        .preconditionFailed, "No container of the service '\(service)' runs; deploy the stack first.")
    }
    let own = DatabaseEngines.engine(engine).administrator(in: try await environment(of: container))
    let user = credentials.user ?? own?.user
    let password = credentials.password ?? (user == own?.user ? own?.password : nil)
    if let password { await work.log.conceal(password) }
    var settings = DatabaseSettings(engine: engine, dockerImage: "")
    settings.databaseName = databaseName
    settings.databaseUser = user ?? "root"
    var secrets = DatabaseSecrets()
    secrets.password = password ?? Secret("")
    secrets.rootPassword = password
    let database = Database(
      organizationID: stack.organizationID, environmentID: stack.environmentID, name: service, appName: stack.appName,
      settings: settings, secrets: secrets, createdAt: stack.createdAt)
    return DatabaseServer(database: database, container: id)
  }

  /// What its container was started with. Where `NAME_FILE` stands, its server has read `NAME` from that file – a secret of
  /// the stack, mostly – and so do we, within the container.
  private func environment(of container: DockerContainer) async throws -> [String: String] {
    var all = Self.environment(of: container)
    for (name, path) in Self.files(in: all) {
      let read = try await work.docker.exec(container.Id, ["head", "-c", "4096", "--", path])
      guard read.exitCode == 0 else {
        await work.log.line("\(name)_FILE names \(path), which cannot be read in the container.")
        continue
      }
      var value = read.output[...]
      // As the images' own scripts read it.
      while let last = value.last, last.isNewline { value.removeLast() }
      all[name] = String(value)
    }
    return all
  }

  private static func environment(of container: DockerContainer) -> [String: String] {
    let pairs = (container.Config.Env ?? []).map { text in
      (String(text.prefix { $0 != "=" }), String(text.drop { $0 != "=" }.dropFirst()))
    }
    return Dictionary(pairs, uniquingKeysWith: { _, last in last })
  }

  /// - Returns: the variables of a database's image that are in files, with where these are.
  static func files(in environment: [String: String]) -> [(name: String, path: String)] {
    let ending = "_FILE"
    return environment.sorted { $0.key < $1.key }.compactMap { key, path in
      let name = String(key.dropLast(ending.count))
      guard key.hasSuffix(ending), path.hasPrefix("/"), environment[name] == nil,
        ["POSTGRES_", "MYSQL_", "MARIADB_", "MONGO_"].contains(where: name.hasPrefix)
      else { return nil }
      return (name, path)
    }
  }

  /// The running container of the service of the file that serves.
  private func container() async throws -> String? {
    let id = stack.id
    guard let release = try await work.engine.store.read({ try $0.releases.current(of: id) }) else { return nil }
    return try await LiveContainer.ofStack(stack, release, service: service, work.engine)
  }
}
