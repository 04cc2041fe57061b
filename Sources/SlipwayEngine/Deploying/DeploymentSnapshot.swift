package import SlipwayCore
package import SlipwayStore

/// Everything that a deployment needs to know, read once at its start.
package struct DeploymentSnapshot: Sendable {
  package var deployment: Deployment
  package var application: Application
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
  /// The key that git authenticates with.
  package var sshKey: SSHKey?
  /// This deployment and those before it, newest first: the newest uploaded zip among them is the source of a drop.
  package var history: [ID<Deployment>]

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
    ports = []
    history = [deployment.id]
  }
}
