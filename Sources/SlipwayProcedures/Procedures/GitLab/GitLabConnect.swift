import SlipwayCore
import SlipwayProviders

/// Begins to connect an account at GitLab: says where the person gives leave.
package enum GitLabConnect: Procedure {
  package static let name = "gitlab.connect"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Begins to connect an account at GitLab: where the person gives leave"

  package static func access(_ input: GitLabInput) -> Access { .subject(.gitProvider(input.gitlabId), .write) }

  package static func run(_ input: GitLabInput, _ call: Call) async throws -> OAuthAccounts.Departure {
    try await OAuthAccounts.depart(try await ProviderCalls.one(input.gitlabId, .gitlab, call), GitLabAPI.self, call)
  }
}
