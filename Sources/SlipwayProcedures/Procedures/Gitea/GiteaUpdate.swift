package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes an account at Gitea or Forgejo. Of another application, or at another place, it has to be connected again.
package enum GiteaUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var giteaId: ID<GitProvider>
    package var gitProviderId: ID<GitProvider>
    package var name: String
    package var giteaUrl: String
    package var giteaInternalUrl: Patch<String>
    package var clientId: String?
    /// The one that is stored stays when it is left out.
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
  }

  package static let name = "gitea.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes an account at Gitea or Forgejo"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.gitProvider(input.giteaId), .write), .subject(.gitProvider(input.gitProviderId), .write)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> AccountAnswer<GiteaRow> {
    guard input.giteaId == input.gitProviderId else { throw SlipwayError.notFound("Git provider") }
    var candidate = try await ProviderCalls.one(input.giteaId, .gitea, call)
    try change(&candidate, input, call)
    try await OAuthAccounts.check(candidate, word: "gitea", call)
    let changed = try await call.store.write { tx in
      var provider = try tx.gitProviders.one(input.giteaId)
      try change(&provider, input, call)
      try tx.gitProviders.update(provider)
      return provider
    }
    return GiteaOne.answer(changed, call)
  }

  private static func change(_ provider: inout GitProvider, _ input: Input, _ call: Call) throws {
    provider.name = try TypedText.name(input.name)
    let place = input.giteaInternalUrl.applied(to: provider.account.internalURL) ?? ""
    try OAuthAccounts.apply(
      OAuthAccounts.Typed(
        url: input.giteaUrl, internalURL: place, clientID: input.clientId, clientSecret: input.clientSecret,
        redirectURI: input.redirectUri), to: &provider, word: "gitea", call)
    if let typed = input.scopes { provider.account.scopes = try scopes(typed) }
    if let typed = input.organizationName { provider.account.workspace = try organization(typed) }
  }

  static func scopes(_ typed: String?) throws -> String? {
    let words = (typed ?? "").split { ", ".contains($0) }.map(String.init)
    let isPlain = { (word: String) in word.allSatisfy { $0.isASCII && ($0.isLetter || "_:".contains($0)) } }
    guard words.count <= 30, words.allSatisfy({ isPlain($0) && $0.utf8.count <= 60 }) else {
      throw SlipwayError.invalid("scopes", "must be Gitea's words for rights, such as write:repository")
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  static func organization(_ typed: String?) throws -> String? {
    let name = (typed ?? "").trimmingSpaces()
    guard name.utf8.count <= 255,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) })
    else { throw SlipwayError.invalid("organizationName", "must be the organisation's name as Gitea writes it") }
    return name.isEmpty ? nil : name
  }
}
