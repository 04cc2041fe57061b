package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Gives a GitHub app another name here, and the page that GitHub gave it.
package enum GitHubUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var githubId: ID<GitProvider>
    package var name: String
    package var gitProviderId: ID<GitProvider>
    /// The app's page at the same GitHub; its address changes when the app is renamed there.
    package var githubAppName: String
  }

  package static let name = "github.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Renames a GitHub app"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.gitProvider(input.githubId), .write), .subject(.gitProvider(input.gitProviderId), .write)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> GitProviderRow {
    guard input.githubId == input.gitProviderId else { throw SlipwayError.notFound("Git provider") }
    let provider = try await ProviderCalls.one(input.githubId, .github, call)
    let page = input.githubAppName.trimmingSpaces()
    guard page == provider.account.appPage || page.hasPrefix("\(provider.account.url)/") && page.utf8.count <= 300,
      page.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value < 127 })
    else {
      throw SlipwayError.invalid("githubAppName", "must be the app's page, such as \(provider.account.url)/apps/name")
    }
    let name = try TypedText.name(input.name)
    let changed = try await call.store.write { tx in
      var provider = try tx.gitProviders.one(input.githubId)
      provider.name = name
      provider.account.appPage = page
      try tx.gitProviders.update(provider)
      return provider
    }
    return ProviderCalls.row(changed, call)
  }
}
