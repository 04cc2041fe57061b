import SlipwayCore

/// Asks a GitHub app what it sees.
package enum GitHubTestConnection: Procedure {
  package static let name = "github.testConnection"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Asks a GitHub app what it sees"

  package static func access(_ input: GitHubInput) -> Access { .subject(.gitProvider(input.githubId), .read) }

  package static func run(_ input: GitHubInput, _ call: Call) async throws -> String {
    try await ProviderCalls.test(try await ProviderCalls.one(input.githubId, .github, call), call)
  }
}
