package import SlipwayAnswers
import SlipwayCore
import SlipwayProviders

/// Answers one account at Bitbucket.
package enum BitbucketOne: Procedure {
  package static let name = "bitbucket.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers an account at Bitbucket, without its secrets"

  package static func access(_ input: BitbucketInput) -> Access { .subject(.gitProvider(input.bitbucketId), .read) }

  package static func run(_ input: BitbucketInput, _ call: Call) async throws -> AccountAnswer<BitbucketRow> {
    answer(try await ProviderCalls.one(input.bitbucketId, .bitbucket, call), call)
  }

  static func answer(_ provider: GitProvider, _ call: Call) -> AccountAnswer<BitbucketRow> {
    AccountAnswer(
      BitbucketRow(provider, isConfigured: ProviderAPIs.isConnected(provider)),
      gitProvider: ProviderCalls.row(provider, call))
  }
}
