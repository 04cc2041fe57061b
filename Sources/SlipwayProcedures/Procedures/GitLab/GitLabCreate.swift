package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Keeps the application that somebody made at GitLab; leave is given afterwards, there.
package enum GitLabCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var gitlabUrl: String
    package var gitlabInternalUrl: Patch<String>
    package var applicationId: String?
    package var secret: String?
    package var redirectUri: String?
    package var groupName: String?
    /// The published API asks for it and does nothing with it.
    package var authId: String?
    /// An account has its own.
    package var gitProviderId: ID<GitProvider>?
  }

  package static let name = "gitlab.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Keeps an application of GitLab's, with which accounts there are connected"

  package static func access(_ input: Input) -> Access {
    // Whatever is named must be one's own, although nothing is done with it.
    let named = [input.gitProviderId].compactMap { $0 }.filter { !$0.rawValue.isEmpty }
    return .all([.organization(.admin)] + named.map { .subject(.gitProvider($0), .read) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> AccountAnswer<GitLabRow> {
    var provider = GitProvider(
      organizationID: try call.organization(), userID: try call.user().id, kind: .gitlab,
      name: try TypedText.name(input.name), createdAt: call.now())
    try OAuthAccounts.apply(
      OAuthAccounts.Typed(
        url: input.gitlabUrl, internalURL: input.gitlabInternalUrl.applied(to: nil), clientID: input.applicationId,
        clientSecret: input.secret, redirectURI: input.redirectUri), to: &provider, word: "gitlab", call)
    guard !provider.account.url.isEmpty else {
      throw SlipwayError.invalid("gitlabUrl", "is needed, such as https://gitlab.com")
    }
    provider.account.groups = try GitLabUpdate.groups(input.groupName)
    try await OAuthAccounts.check(provider, word: "gitlab", call)
    let fresh = provider
    try await call.store.write { try $0.gitProviders.insert(fresh) }
    return GitLabOne.answer(fresh, call)
  }
}
