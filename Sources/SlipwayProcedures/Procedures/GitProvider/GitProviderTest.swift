import SlipwayCore

/// Asks an account of any kind what it sees.
package enum GitProviderTest: Procedure {
  package static let name = "gitProvider.test"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Asks a git provider what it sees"

  package static func access(_ input: GitProviderInput) -> Access {
    .subject(.gitProvider(input.gitProviderId), .read)
  }

  package static func run(_ input: GitProviderInput, _ call: Call) async throws -> String {
    try await ProviderCalls.test(try await ProviderCalls.one(input.gitProviderId, call), call)
  }
}
