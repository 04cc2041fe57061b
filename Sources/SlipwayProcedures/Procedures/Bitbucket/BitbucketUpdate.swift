package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes an account at Bitbucket, once what lets Slipway in was tried.
package enum BitbucketUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var bitbucketId: ID<GitProvider>
    package var gitProviderId: ID<GitProvider>
    package var name: String
    package var bitbucketUsername: String?
    package var bitbucketEmail: String?
    package var bitbucketWorkspaceName: String?
    /// The one that is stored stays when it is left out.
    package var apiToken: String?
    package var appPassword: String?
    /// Where this server reaches Bitbucket instead: a proxy that answers for its API and for git.
    package var bitbucketInternalUrl: String?
    /// An account stays where it is; whatever is typed counts for nothing.
    package var organizationId: String?
  }

  package static let name = "bitbucket.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes an account at Bitbucket, after it was let in"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.gitProvider(input.bitbucketId), .write), .subject(.gitProvider(input.gitProviderId), .write)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> AccountAnswer<BitbucketRow> {
    guard input.bitbucketId == input.gitProviderId else { throw SlipwayError.notFound("Git provider") }
    let before = try await ProviderCalls.one(input.bitbucketId, .bitbucket, call)
    var candidate = before
    try change(&candidate, input)
    if candidate.account != before.account || candidate.secrets != before.secrets {
      _ = try await BitbucketTyped.count(candidate, call)
    }
    let changed = try await call.store.write { tx in
      var provider = try tx.gitProviders.one(input.bitbucketId)
      try change(&provider, input)
      try tx.gitProviders.update(provider)
      _ = try tx.gitProviders.setProblem(provider.id, nil)
      return provider
    }
    return BitbucketOne.answer(changed, call)
  }

  private static func change(_ provider: inout GitProvider, _ input: Input) throws {
    provider.name = try TypedText.name(input.name)
    try BitbucketTyped(
      username: input.bitbucketUsername, email: input.bitbucketEmail, workspace: input.bitbucketWorkspaceName,
      apiToken: input.apiToken, appPassword: input.appPassword, internalURL: input.bitbucketInternalUrl
    ).apply(to: &provider)
  }
}
