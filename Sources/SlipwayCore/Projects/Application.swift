package import Foundation

/// A service that Slipway builds or pulls, runs and routes to.
package struct Application: Sendable, Hashable {
  package var id: ID<Deployable>
  package var organizationID: ID<Organization>
  package var environmentID: ID<Environment>
  package var name: String
  /// The Docker-level name: a DNS label of at most 63 characters, unique, never changed.
  package var appName: String
  package var description: String?
  package var icon: String?
  package var status: Deployable.Status
  /// The token in the webhook's URL.
  package var refreshToken: Secret
  /// Whether a webhook may deploy it.
  package var autoDeploy: Bool
  /// Set by `application.stop`: no tasks are wanted until it is started or deployed.
  package var isStopped: Bool
  package var source: SourceSettings
  package var build: BuildSettings
  package var runtime: RuntimeSettings
  package var secrets: ApplicationSecrets
  /// Where it runs; see ``Deployable/serverID``.
  package var serverID: ID<Server>?
  package var createdAt: Date
  /// When a setting that a deployment would apply was last changed.
  package var changedAt: Date

  package init(
    id: ID<Deployable> = .random(), organizationID: ID<Organization>, environmentID: ID<Environment>, name: String,
    appName: String, description: String? = nil, icon: String? = nil, status: Deployable.Status = .idle,
    refreshToken: Secret = Secret(RandomText.token()), autoDeploy: Bool = true, isStopped: Bool = false,
    source: SourceSettings = SourceSettings(), build: BuildSettings = BuildSettings(),
    runtime: RuntimeSettings = RuntimeSettings(), secrets: ApplicationSecrets = ApplicationSecrets(), createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.environmentID = environmentID
    self.name = name
    self.appName = appName
    self.description = description
    self.icon = icon
    self.status = status
    self.refreshToken = refreshToken
    self.autoDeploy = autoDeploy
    self.isStopped = isStopped
    self.source = source
    self.build = build
    self.runtime = runtime
    self.secrets = secrets
    self.createdAt = createdAt
    self.changedAt = createdAt
  }
}

extension Application {
  /// Where a built image goes, or whose password an image is pulled with.
  package var imageRegistryID: ID<Registry>? {
    build.registryId ?? (source.sourceType.needsBuild ? build.buildRegistryId : nil)
  }

  /// What it has in common with everything that runs.
  package var deployable: Deployable {
    Deployable(
      id: id, kind: .application, organizationID: organizationID, environmentID: environmentID, name: name,
      appName: appName, status: status, isStopped: isStopped, icon: icon,
      serverID: serverID, createdAt: createdAt)
  }
}

/// The texts of an application that are sealed at rest.
package struct ApplicationSecrets: Sendable, Hashable, Codable {
  /// The environment as typed.
  package var env = Secret("")
  /// Build arguments as typed; they end up in the image's history.
  package var buildArgs = Secret("")
  /// Build secrets as typed; handed to BuildKit by file, never in a layer.
  package var buildSecrets = Secret("")
  /// Of the registry that the Docker image is pulled from.
  package var registryPassword: Secret?
  /// Of the git repository's `https` URL.
  package var gitPassword: Secret?

  package init() {}
}
