import SlipwayCore

/// The published fields of an application that stand for features which are not there yet, with the values that they
/// have for everybody. They are answered, and accepted with these values only: nothing is taken and then forgotten.
enum LaterApplicationFields {
  static let defaults: [String: JSONValue] = [
    "previewEnv": .null, "previewBuildArgs": .null, "previewBuildSecrets": .null, "previewLabels": .null,
    "previewWildcard": .null, "previewPort": .integer(3000), "previewHttps": .bool(false),
    "previewPath": .string("/"), "previewCertificateType": .string("none"), "previewCustomCertResolver": .null,
    "previewLimit": .integer(3), "isPreviewDeploymentsActive": .bool(false),
    "previewRequireCollaboratorPermissions": .bool(true), "rollbackActive": .bool(true),
    "title": .null, "subtitle": .null, "enabled": .null,
    "repository": .null, "owner": .null, "branch": .null, "buildPath": .string("/"), "githubId": .null,
    "gitlabProjectId": .null, "gitlabRepository": .null, "gitlabOwner": .null, "gitlabBranch": .null,
    "gitlabBuildPath": .string("/"), "gitlabPathNamespace": .null, "gitlabId": .null,
    "giteaRepository": .null, "giteaOwner": .null, "giteaBranch": .null, "giteaBuildPath": .string("/"),
    "giteaId": .null, "bitbucketRepository": .null, "bitbucketRepositorySlug": .null, "bitbucketOwner": .null,
    "bitbucketBranch": .null, "bitbucketBuildPath": .string("/"), "bitbucketId": .null,
    "rollbackRegistryId": .null, "buildRegistryId": .null, "serverId": .null,
    "buildServerId": .null, "networkIds": .array([]),
  ]

  /// Values that mean the same as the default.
  private static let alsoAccepted: [String: [JSONValue]] = [
    "rollbackActive": [.bool(false)], "isPreviewDeploymentsActive": [.bool(false)], "enabled": [.bool(true)],
  ]

  /// - Throws: ``SlipwayError`` `badRequest` naming the field when the value would need the feature.
  static func check(_ field: String, _ value: JSONValue) throws {
    guard let standard = defaults[field] else { return }
    let isEmpty = value == .null || value == .string("") || value == .array([])
    guard isEmpty || value == standard || alsoAccepted[field]?.contains(value) ?? false else {
      throw SlipwayError.invalid(field, "is not supported by this version yet; leave it out")
    }
  }
}
