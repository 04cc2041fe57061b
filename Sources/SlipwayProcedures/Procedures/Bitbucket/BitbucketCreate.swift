package import SlipwayAnswers
package import SlipwayCore
import SlipwayProviders
import SlipwayStore

/// Connects an account at Bitbucket by its token, once that was let in.
package enum BitbucketCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var bitbucketUsername: String?
    package var bitbucketEmail: String?
    package var bitbucketWorkspaceName: String?
    package var apiToken: String?
    package var appPassword: String?
    /// Where this server reaches Bitbucket instead: a proxy that answers for its API and for git.
    package var bitbucketInternalUrl: String?
    /// The published API asks for it and does nothing with it.
    package var authId: String?
    /// An account has its own.
    package var bitbucketId: ID<GitProvider>?
    package var gitProviderId: ID<GitProvider>?
  }

  package static let name = "bitbucket.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Connects an account at Bitbucket, after it was let in"

  package static func access(_ input: Input) -> Access {
    // Whatever is named must be one's own, although nothing is done with it.
    let named = [input.bitbucketId, input.gitProviderId].compactMap { $0 }.filter { !$0.rawValue.isEmpty }
    return .all([.organization(.admin)] + named.map { .subject(.gitProvider($0), .read) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> AccountAnswer<BitbucketRow> {
    var provider = GitProvider(
      organizationID: try call.organization(), userID: try call.user().id, kind: .bitbucket,
      name: try TypedText.name(input.name), createdAt: call.now())
    try BitbucketTyped(
      username: input.bitbucketUsername, email: input.bitbucketEmail, workspace: input.bitbucketWorkspaceName,
      apiToken: input.apiToken, appPassword: input.appPassword, internalURL: input.bitbucketInternalUrl
    ).apply(to: &provider)
    guard BitbucketAPI.isConnected(provider) else {
      throw SlipwayError.invalid(
        "apiToken", "is needed, with the account's mail address; or an access token of the workspace alone")
    }
    let fresh = provider
    _ = try await BitbucketTyped.count(fresh, call)
    try await call.store.write { try $0.gitProviders.insert(fresh) }
    return BitbucketOne.answer(fresh, call)
  }
}
