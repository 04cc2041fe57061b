import SlipwayCore

/// The published fields of a compose stack that stand for features which are not there yet, with the values that they
/// have for everybody. They are answered, and accepted with these values only.
enum LaterComposeFields {
  static let defaults: [String: JSONValue] = [
    "repository": .null, "owner": .null, "branch": .null, "githubId": .null, "gitlabProjectId": .null,
    "gitlabRepository": .null, "gitlabOwner": .null, "gitlabBranch": .null, "gitlabPathNamespace": .null,
    "gitlabId": .null, "giteaRepository": .null, "giteaOwner": .null, "giteaBranch": .null, "giteaId": .null,
    "bitbucketRepository": .null, "bitbucketRepositorySlug": .null, "bitbucketOwner": .null,
    "bitbucketBranch": .null, "bitbucketId": .null, "serverId": .null,
  ]

  /// - Throws: ``SlipwayError`` `badRequest` naming the field when the value would need the feature.
  static func check(_ field: String, _ value: JSONValue) throws {
    guard let standard = defaults[field] else { return }
    guard value == .null || value == .string("") || value == .array([]) || value == standard else {
      throw SlipwayError.invalid(field, "is not supported by this version yet; leave it out")
    }
  }
}
