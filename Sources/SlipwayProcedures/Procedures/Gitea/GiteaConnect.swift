import SlipwayCore
import SlipwayProviders

/// Begins to connect an account at Gitea: says where the person gives leave.
package enum GiteaConnect: Procedure {
  package static let name = "gitea.connect"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Begins to connect an account at Gitea: where the person gives leave"

  package static func access(_ input: GiteaInput) -> Access { .subject(.gitProvider(input.giteaId), .write) }

  package static func run(_ input: GiteaInput, _ call: Call) async throws -> OAuthAccounts.Departure {
    try await OAuthAccounts.depart(try await ProviderCalls.one(input.giteaId, .gitea, call), GiteaAPI.self, call)
  }
}
