import SlipwayCore
import SlipwayHost
import SlipwayStore

extension Transaction {
  /// What a deployable runs, as an application: whatever is released as one service goes through the same stages.
  /// - Throws: ``SlipwayError`` `notFound`.
  func workload(_ id: ID<Deployable>) throws -> Application {
    if let database = try databases.find(id) { return Application(running: database) }
    if let stack = try composeStacks.find(id) { return Application(fetching: stack) }
    return try applications.one(id)
  }

  /// - Returns: `nil` when it is gone.
  func findWorkload(_ id: ID<Deployable>) throws -> Application? {
    try deployables.find(id) == nil ? nil : workload(id)
  }

  /// What a node needs to pull what it runs; `nil` when the image is here or public.
  func imageAuth(of application: Application) throws -> RegistryAuth? {
    ImageSource.auth(application, try application.imageRegistryID.flatMap { try registries.find($0) })
  }
}

extension Application {
  /// A database's server as an application of its engine's image.
  init(running database: Database) {
    self.init(
      id: database.id, organizationID: database.organizationID, environmentID: database.environmentID,
      name: database.name, appName: database.appName, status: database.status, isStopped: database.isStopped,
      createdAt: database.createdAt)
    source.sourceType = .docker
    source.dockerImage = database.settings.dockerImage
    secrets.env = database.secrets.env
    changedAt = database.changedAt
    runtime = database.runtime
    // Two servers on one volume would spoil it, whoever asked for them.
    runtime.replicas = 1
    runtime.updateConfigSwarm = Self.stopFirst(runtime.updateConfigSwarm)
    runtime.rollbackConfigSwarm = Self.stopFirst(runtime.rollbackConfigSwarm)
    runtime.stopGracePeriodSwarm = runtime.stopGracePeriodSwarm ?? Self.graceNanoseconds
    let hasOwnCommand = !(runtime.command ?? "").isEmpty || !(runtime.args ?? []).isEmpty
    if !hasOwnCommand { runtime.args = DatabaseEngines.engine(database.settings.engine).arguments(of: database) }
  }
  /// A server that is killed while it writes has to repair its files at the next start.
  private static let graceNanoseconds = 60_000_000_000

  private static func stopFirst(_ typed: SwarmUpdateConfig?) -> SwarmUpdateConfig {
    var config = typed ?? SwarmUpdateConfig(Parallelism: 1, FailureAction: "pause", Order: "stop-first")
    config.Order = "stop-first"
    return config
  }
}

extension Application {
  /// A compose stack as an application, as far as its source, its environment and its name go.
  init(fetching stack: ComposeStack) {
    self.init(
      id: stack.id, organizationID: stack.organizationID, environmentID: stack.environmentID, name: stack.name,
      appName: stack.appName, status: stack.status, isStopped: stack.isStopped, source: stack.source,
      createdAt: stack.createdAt)
    // A stack's word for where its file comes from is another one; a typed file comes from nowhere.
    source.sourceType = SourceSettings.Kind(rawValue: stack.settings.sourceType.rawValue) ?? .git
    source.customGitBuildPath = nil
    source.buildPath = nil
    source.gitlabBuildPath = nil
    source.giteaBuildPath = nil
    source.bitbucketBuildPath = nil
    secrets.env = stack.secrets.env
    secrets.gitPassword = stack.secrets.gitPassword
    autoDeploy = stack.autoDeploy
    changedAt = stack.changedAt
  }
}
