import SlipwayCompose
package import SlipwayCore
import SlipwayHost
package import SlipwayStore

/// Everything that a deployment needs to know, read once at its start.
package struct DeploymentSnapshot: Sendable {
  package var deployment: Deployment
  package var application: Application
  /// What the application stands for, of a database.
  package var database: Database?
  /// The only users that may read files of ``mounts``, by the paths in the container.
  package var fileOwners: [String: Int]
  /// What the application stands for, of a compose stack.
  package var stack: ComposeStack?
  /// The preview that it is a part of.
  package var preview: PreviewDeployment?
  /// The network that the preview shares with its own databases.
  package var previewNetwork: String?
  package var project: Project
  package var environment: Environment
  /// With every reference resolved.
  package var variables: EnvironmentVariables
  package var buildArgs: EnvironmentVariables
  package var buildSecrets: EnvironmentVariables
  package var domains: [Domain]
  package var mounts: [Mount]
  package var ports: [PublishedPort]
  /// The release that serves now.
  package var current: Release?
  /// The release to go back to, of a rollback.
  package var target: Release?
  package var settings: ServerSettings
  /// The account at a git provider that the code comes from.
  package var provider: GitProvider?
  /// The key that git authenticates with.
  package var sshKey: SSHKey?
  /// The one that makes the image, of an application that chose one.
  package var buildServer: Server?
  /// Where the built image goes, or the image comes from.
  package var registry: Registry?
  /// Those that the images of a stack, and those that a build uses, may come from.
  package var registries: [Registry] = []
  /// What is put over the source code.
  package var patches: [SourcePatch]
  /// The deployment that came with the zip to build: its own, that of what is rebuilt, or the newest.
  package var upload: ID<Deployment>?

  package init(
    deployment: Deployment, application: Application, project: Project, environment: Environment,
    variables: EnvironmentVariables, settings: ServerSettings
  ) {
    self.deployment = deployment
    self.application = application
    self.project = project
    self.environment = environment
    self.variables = variables
    self.settings = settings
    buildArgs = EnvironmentVariables([])
    buildSecrets = EnvironmentVariables([])
    domains = []
    mounts = []
    fileOwners = [:]
    ports = []
    patches = []
  }

  /// Reads it all in one transaction, and resolves the references of the environment when that has ended.
  /// - Throws: ``DeploymentFailure`` naming every reference that leads nowhere.
  package static func load(_ store: Store, _ deployment: Deployment) async throws -> DeploymentSnapshot {
    var snapshot = try await store.read { try read($0, deployment) }
    // A rollback releases what was resolved long ago: today's mistakes do not concern it.
    if deployment.kind != .rollback { try snapshot.resolve() }
    return snapshot
  }

  /// The same without an environment: enough to fetch the code.
  static func read(_ tx: Transaction, _ deployment: Deployment) throws -> DeploymentSnapshot {
    let application = try tx.workload(deployment.deployableID)
    let environment = try tx.environments.one(application.environmentID)
    let project = try tx.projects.one(environment.projectID)
    var snapshot = DeploymentSnapshot(
      deployment: deployment, application: application, project: project, environment: environment,
      variables: EnvironmentVariables([]), settings: try tx.serverSettings())
    snapshot.preview = try tx.previews.owner(of: application.id)
    snapshot.previewNetwork = try snapshot.preview.flatMap { preview in
      try tx.previews.parts(of: preview.id).first { $0.kind != .database }.map { PreviewNetwork.name(of: $0.appName) }
    }
    snapshot.stack = try tx.composeStacks.find(application.id)
    snapshot.registries = try tx.registries.all(in: application.organizationID)
    snapshot.domains = try tx.domains.all(of: application.id)
    snapshot.mounts = try tx.mounts.all(of: application.id)
    if let database = try tx.databases.find(application.id) { snapshot.run(database) }
    snapshot.ports = try tx.ports.all(of: application.id)
    snapshot.current = try tx.releases.current(of: application.id)
    snapshot.target = try deployment.releaseID.flatMap { try tx.releases.find($0) }
    snapshot.sshKey = try application.source.customGitSSHKeyId.flatMap { try tx.sshKeys.find($0) }
    snapshot.provider = try application.source.choice?.providerID.flatMap { try tx.gitProviders.find($0) }
      .flatMap { $0.organizationID == application.organizationID ? $0 : nil }
    snapshot.registry = try application.imageRegistryID.flatMap { try tx.registries.find($0) }
    snapshot.buildServer = try BuildPlace.server(of: application, deployment.kind).map { try tx.servers.one($0) }
    snapshot.patches = try tx.sourcePatches.all(of: application.id)
    snapshot.upload = try deployment.upload ?? tx.deployments.newestUpload(of: application.id)
    return snapshot
  }

  private mutating func run(_ database: Database) {
    self.database = database
    let files = DatabaseEngines.engine(database.settings.engine).files(of: database)
    mounts += files.map { $0.mount(of: database) }
    for file in files { fileOwners[file.path] = file.owner }
  }

  /// What must never be seen in a log.
  package var concealed: [Secret] {
    let secrets = application.secrets
    let plain = [
      secrets.registryPassword, secrets.gitPassword, sshKey?.privateKey, registry?.password,
      database?.secrets.password, database?.secrets.rootPassword, database?.secrets.replicaSetKey,
    ].compactMap { $0 }
    let telling = (variables.variables + buildArgs.variables).flatMap { SecretNames.secrets(in: $0.name, $0.value) }
    return plain + (provider?.secrets.all ?? []) + registries.map(\.password) + released + telling
      + buildSecrets.variables.map { Secret($0.value) }
      + mounts.compactMap { SecretNames.contains($0.filePath ?? "") ? $0.content : nil }
      + patches.compactMap { SecretNames.contains($0.filePath) ? $0.content : nil }
  }

  /// A rollback runs with the environment of then.
  private var released: [Secret] {
    if stack != nil { return target.flatMap { try? StackFile.read($0) }?.telling ?? [] }
    let spec = target.flatMap { try? ServiceSpec.read($0) }
    return (spec?.TaskTemplate.ContainerSpec.Env ?? []).flatMap { variable -> [Secret] in
      guard let equals = variable.firstIndex(of: "=") else { return [] }
      return SecretNames.secrets(in: String(variable[..<equals]), String(variable[equals...].dropFirst()))
    }
  }

  private mutating func resolve() throws {
    let secrets = application.secrets
    var problems: [String] = []
    let typed = resolve(secrets.env, "environment", &problems)
    variables = EnvironmentVariables(ownVariables + typed.variables)
    buildArgs = resolve(secrets.buildArgs, "build arguments", &problems)
    buildSecrets = resolve(secrets.buildSecrets, "build secrets", &problems)
    guard !problems.isEmpty else { return }
    throw DeploymentFailure(
      Evidence(
        step: .queue, summary: problems.joined(separator: " "),
        advice: "Define what is referred to, or take the reference out; then deploy again.",
        isPreviousServing: isPreviousServing))
  }

  /// What a database's engine needs to know; what the user typed comes after it.
  private var ownVariables: [EnvironmentVariables.Variable] {
    guard let database else { return [] }
    return DatabaseEngines.engine(database.settings.engine).environment(of: database)
  }

  /// What a stranger's code may see of what services share: nothing.
  private func shared(_ text: Secret) -> EnvironmentVariables {
    let isStrange = preview.map { $0.origin.isFork || $0.needsApproval } ?? false
    return isStrange ? EnvironmentVariables() : EnvironmentVariables(parsing: text.reveal())
  }

  private func resolve(_ text: Secret, _ what: String, _ problems: inout [String]) -> EnvironmentVariables {
    do {
      return try EnvironmentVariables(parsing: text.reveal()).resolved(
        project: shared(project.env), environment: shared(environment.env))
    } catch let error as SlipwayError {
      problems.append("The \(what) cannot be resolved: \(error.message).")
    } catch {
      problems.append("The \(what) cannot be resolved: \(error).")
    }
    return EnvironmentVariables([])
  }

  /// Whether an earlier release answers while this deployment is at work.
  package var isPreviousServing: Bool { current != nil && !application.isStopped }
}
