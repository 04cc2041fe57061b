package import SlipwayAnswers
package import SlipwayCore

/// Every published field of an application, each optional.
@dynamicMemberLookup
package struct ApplicationUpdateInput: Codable, Sendable {
  package var fields: ApplicationUpdateFields
  package var repository: RepositoryFields
  package var previews: PreviewUpdateFields

  package subscript<Value>(dynamicMember path: KeyPath<ApplicationUpdateFields, Value>) -> Value {
    fields[keyPath: path]
  }

  package init(from decoder: any Decoder) throws {
    fields = try ApplicationUpdateFields(from: decoder)
    repository = try RepositoryFields(from: decoder)
    previews = try PreviewUpdateFields(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try fields.encode(to: encoder)
    try repository.encode(to: encoder)
    try previews.encode(to: encoder)
  }
}

/// Those that are not its repository's.
package struct ApplicationUpdateFields: Codable, Sendable {
  package var applicationId: ID<Deployable>
  package var name: String?
  /// Accepted; a service's name never changes.
  package var appName: String?
  package var description: Patch<String>
  package var icon: Patch<String>
  package var autoDeploy: Patch<Bool>
  package var environmentId: ID<Environment>?
  package var applicationStatus: Deployable.Status?
  package var refreshToken: Patch<String>
  /// Accepted; it cannot be changed.
  package var createdAt: String?

  package var env: Patch<String>
  package var buildArgs: Patch<String>
  package var buildSecrets: Patch<String>
  package var password: Patch<String>

  package var sourceType: SourceSettings.Kind?
  package var customGitBuildPath: Patch<String>
  package var dockerImage: Patch<String>
  package var registryUrl: Patch<String>
  package var username: Patch<String>
  package var dropBuildPath: Patch<String>

  package var buildType: BuildSettings.Kind?
  /// Base images in place of the server's, by what they are for.
  package var baseImages: Patch<[String: String]>
  /// Addresses of package registries in place of the server's, by kind.
  package var packageMirrors: Patch<[String: String]>
  package var dockerfile: Patch<String>
  package var dockerContextPath: Patch<String>
  package var dockerBuildStage: Patch<String>
  package var herokuVersion: Patch<String>
  package var railpackVersion: Patch<String>
  package var publishDirectory: Patch<String>
  package var isStaticSpa: Patch<Bool>
  package var createEnvFile: Bool?
  package var cleanCache: Patch<Bool>
  package var registryId: Patch<ID<Registry>>
  package var buildServerId: Patch<ID<Server>>
  package var buildRegistryId: Patch<ID<Registry>>

  package var replicas: Int?
  package var command: Patch<String>
  package var args: Patch<[String]>
  package var memoryReservation: Patch<String>
  package var memoryLimit: Patch<String>
  package var cpuReservation: Patch<String>
  package var cpuLimit: Patch<String>
  package var healthCheckSwarm: Patch<Strict<SwarmHealthCheck>>
  package var restartPolicySwarm: Patch<Strict<SwarmRestartPolicy>>
  package var placementSwarm: Patch<Strict<SwarmPlacement>>
  package var updateConfigSwarm: Patch<Strict<SwarmUpdateConfig>>
  package var rollbackConfigSwarm: Patch<Strict<SwarmUpdateConfig>>
  package var modeSwarm: Patch<Strict<SwarmMode>>
  package var labelsSwarm: Patch<[String: String]>
  package var networkSwarm: Patch<Strict<[SwarmNetwork]>>
  package var stopGracePeriodSwarm: Patch<Int>
  package var endpointSpecSwarm: Patch<Strict<SwarmEndpointSpec>>
  package var ulimitsSwarm: Patch<Strict<[SwarmUlimit]>>
  package var detachDokployNetwork: Bool?

  // Of features that are not there yet; see ``LaterApplicationFields``.
  package var rollbackActive: Patch<Bool>
  package var title: Patch<String>
  package var subtitle: Patch<String>
  package var enabled: Patch<Bool>
  package var buildPath: Patch<String>
  package var gitlabBuildPath: Patch<String>
  package var giteaBuildPath: Patch<String>
  package var bitbucketBuildPath: Patch<String>
  package var rollbackRegistryId: Patch<String>
  package var networkIds: Patch<[String]>
}
