import SlipwayCore

/// Answers where an account's Gitea is.
package enum GiteaGetURL: Procedure {
  package static let name = "gitea.getGiteaUrl"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers where an account's Gitea is"

  package static func access(_ input: GiteaInput) -> Access { .subject(.gitProvider(input.giteaId), .read) }

  package static func run(_ input: GiteaInput, _ call: Call) async throws -> String {
    try await ProviderCalls.one(input.giteaId, .gitea, call).account.url
  }
}
