package import SlipwayAnswers
package import SlipwayCore

/// Every published field of a compose stack, each optional.
@dynamicMemberLookup
package struct ComposeUpdateInput: Codable, Sendable {
  package var fields: ComposeUpdateFields
  package var repository: RepositoryFields
  /// The published API has them of applications only.
  package var previews: PreviewUpdateFields

  package subscript<Value>(dynamicMember path: KeyPath<ComposeUpdateFields, Value>) -> Value { fields[keyPath: path] }

  package init(from decoder: any Decoder) throws {
    fields = try ComposeUpdateFields(from: decoder)
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
package struct ComposeUpdateFields: Codable, Sendable {
  package var composeId: ID<Deployable>
  package var name: String?
  /// Accepted; a stack's name never changes.
  package var appName: String?
  package var description: Patch<String>
  package var icon: Patch<String>
  package var autoDeploy: Patch<Bool>
  package var environmentId: ID<Environment>?
  package var composeStatus: Deployable.Status?
  package var refreshToken: Patch<String>
  /// Accepted; it cannot be changed.
  package var createdAt: String?

  package var env: Patch<String>
  package var composeFile: String?
  /// As of `compose.createWithSource`.
  package var asks: Bool?

  package var composeType: StackSettings.Kind?
  package var sourceType: StackSettings.Source?
  package var composePath: String?
  package var command: String?
  package var suffix: String?
  package var randomize: Bool?
  package var isolatedDeployment: Bool?
  package var isolatedDeploymentsVolume: Bool?
  package var createEnvFile: Bool?
  package var serviceNetworks: Patch<[StackSettings.ServiceNetworks]>
}
