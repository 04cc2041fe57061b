package import SlipwayCore

/// Asks an account at GitLab what it sees.
package enum GitLabTestConnection: Procedure {
  package struct Input: Codable, Sendable {
    package var gitlabId: ID<GitProvider>
    /// Groups instead of those that are kept.
    package var groupName: String?
  }

  package static let name = "gitlab.testConnection"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Asks an account at GitLab what it sees"

  package static func access(_ input: Input) -> Access { .subject(.gitProvider(input.gitlabId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> String {
    var provider = try await ProviderCalls.one(input.gitlabId, .gitlab, call)
    if let typed = input.groupName { provider.account.groups = try GitLabUpdate.groups(typed) }
    return try await ProviderCalls.test(provider, call)
  }
}
