package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes an account at GitLab. Of another application, or at another place, it has to be connected again.
package enum GitLabUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var gitlabId: ID<GitProvider>
    package var gitProviderId: ID<GitProvider>
    package var name: String
    package var gitlabUrl: String
    package var gitlabInternalUrl: Patch<String>
    package var applicationId: String?
    /// The one that is stored stays when it is left out.
    package var secret: String?
    package var redirectUri: String?
    package var groupName: String?
  }

  package static let name = "gitlab.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes an account at GitLab"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.gitProvider(input.gitlabId), .write), .subject(.gitProvider(input.gitProviderId), .write)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> AccountAnswer<GitLabRow> {
    guard input.gitlabId == input.gitProviderId else { throw SlipwayError.notFound("Git provider") }
    var candidate = try await ProviderCalls.one(input.gitlabId, .gitlab, call)
    try change(&candidate, input, call)
    try await OAuthAccounts.check(candidate, word: "gitlab", call)
    let changed = try await call.store.write { tx in
      var provider = try tx.gitProviders.one(input.gitlabId)
      try change(&provider, input, call)
      try tx.gitProviders.update(provider)
      return provider
    }
    return GitLabOne.answer(changed, call)
  }

  private static func change(_ provider: inout GitProvider, _ input: Input, _ call: Call) throws {
    provider.name = try TypedText.name(input.name)
    let place = input.gitlabInternalUrl.applied(to: provider.account.internalURL) ?? ""
    try OAuthAccounts.apply(
      OAuthAccounts.Typed(
        url: input.gitlabUrl, internalURL: place, clientID: input.applicationId, clientSecret: input.secret,
        redirectURI: input.redirectUri), to: &provider, word: "gitlab", call)
    if let typed = input.groupName { provider.account.groups = try groups(typed) }
  }

  /// Names of groups with those above them, separated by commas.
  static func groups(_ typed: String?) throws -> String? {
    let names = (typed ?? "").split(separator: ",").map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    let isPlain = { (name: String) in
      name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) }
    }
    guard names.count <= 50, names.allSatisfy({ isPlain($0) && $0.utf8.count <= 255 }) else {
      throw SlipwayError.invalid("groupName", "must be paths of groups as GitLab writes them, separated by commas")
    }
    return names.isEmpty ? nil : names.joined(separator: ",")
  }
}
