package import SlipwayAnswers
import SlipwayCore
import SlipwayProviders

/// Lists the accounts at Bitbucket that are connected and that whoever asks may use.
package enum BitbucketProviders: Procedure {
  package static let name = "bitbucket.bitbucketProviders"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the accounts at Bitbucket that are connected"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [AccountAnswer<BitbucketRow>] {
    try await ProviderCalls.usable(call).filter { $0.kind == .bitbucket && ProviderAPIs.isConnected($0) }.map {
      BitbucketOne.answer($0, call)
    }
  }
}
