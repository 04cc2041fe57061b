package import SlipwayCore

/// Asks an account at Gitea or Forgejo what it sees.
package enum GiteaTestConnection: Procedure {
  package struct Input: Codable, Sendable {
    package var giteaId: ID<GitProvider>?
    /// An organisation instead of the one that is kept.
    package var organizationName: String?
  }

  package static let name = "gitea.testConnection"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Asks an account at Gitea what it sees"

  package static func access(_ input: Input) -> Access {
    guard let id = input.giteaId, !id.rawValue.isEmpty else { return .organization(.member) }
    return .subject(.gitProvider(id), .read)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    guard let id = input.giteaId, !id.rawValue.isEmpty else {
      throw SlipwayError.invalid("giteaId", "is needed: which account is asked")
    }
    var provider = try await ProviderCalls.one(id, .gitea, call)
    if let typed = input.organizationName { provider.account.workspace = try GiteaUpdate.organization(typed) }
    return try await ProviderCalls.test(provider, call)
  }
}
