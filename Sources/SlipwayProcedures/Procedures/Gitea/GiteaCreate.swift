package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Keeps the application that somebody made at Gitea or Forgejo; leave is given afterwards, there.
package enum GiteaCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var giteaUrl: String
    package var giteaInternalUrl: Patch<String>
    package var clientId: String?
    package var clientSecret: String?
    package var redirectUri: String?
    package var scopes: String?
    package var organizationName: String?
    /// Found out when the account is connected; whatever is typed counts for nothing.
    package var giteaUsername: String?
    /// Tokens come from Gitea itself.
    package var accessToken: String?
    package var refreshToken: String?
    package var expiresAt: Double?
    package var lastAuthenticatedAt: Double?
    /// An account has its own.
    package var giteaId: ID<GitProvider>?
    package var gitProviderId: ID<GitProvider>?
  }

  package static let name = "gitea.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Keeps an application of Gitea's or Forgejo's, with which accounts there are connected"

  package static func access(_ input: Input) -> Access {
    // Whatever is named must be one's own, although nothing is done with it.
    let named = [input.giteaId, input.gitProviderId].compactMap { $0 }.filter { !$0.rawValue.isEmpty }
    return .all([.organization(.admin)] + named.map { .subject(.gitProvider($0), .read) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> AccountAnswer<GiteaRow> {
    var provider = GitProvider(
      organizationID: try call.organization(), userID: try call.user().id, kind: .gitea,
      name: try TypedText.name(input.name), createdAt: call.now())
    try OAuthAccounts.apply(
      OAuthAccounts.Typed(
        url: input.giteaUrl, internalURL: input.giteaInternalUrl.applied(to: nil), clientID: input.clientId,
        clientSecret: input.clientSecret, redirectURI: input.redirectUri), to: &provider, word: "gitea", call)
    guard !provider.account.url.isEmpty else {
      throw SlipwayError.invalid("giteaUrl", "is needed, such as https://gitea.com")
    }
    provider.account.scopes = try GiteaUpdate.scopes(input.scopes)
    provider.account.workspace = try GiteaUpdate.organization(input.organizationName)
    try await OAuthAccounts.check(provider, word: "gitea", call)
    let fresh = provider
    try await call.store.write { try $0.gitProviders.insert(fresh) }
    return GiteaOne.answer(fresh, call)
  }
}
