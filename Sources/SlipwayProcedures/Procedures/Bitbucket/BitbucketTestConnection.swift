package import SlipwayCore

/// Asks an account at Bitbucket what it sees, perhaps with something else than what is kept.
package enum BitbucketTestConnection: Procedure {
  package struct Input: Codable, Sendable {
    package var bitbucketId: ID<GitProvider>
    package var bitbucketUsername: String?
    package var bitbucketEmail: String?
    package var workspaceName: String?
    package var apiToken: String?
    package var appPassword: String?
  }

  package static let name = "bitbucket.testConnection"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Asks an account at Bitbucket what it sees"

  package static func access(_ input: Input) -> Access { .subject(.gitProvider(input.bitbucketId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    var provider = try await ProviderCalls.one(input.bitbucketId, .bitbucket, call)
    try BitbucketTyped(
      username: input.bitbucketUsername, email: input.bitbucketEmail, workspace: input.workspaceName,
      apiToken: input.apiToken, appPassword: input.appPassword
    ).apply(to: &provider)
    return "Found \(try await BitbucketTyped.count(provider, call)) repositories"
  }
}
