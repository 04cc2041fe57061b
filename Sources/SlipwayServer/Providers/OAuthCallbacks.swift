import SlipwayProcedures
import SlipwayProviders

/// Whoever was at GitLab to give leave comes back.
enum GitLabCallback: ProviderCallback {
  static let path = "gitlab/callback"

  static func finish(_ query: [String: String], _ call: Call) async throws -> String {
    try await OAuthAccounts.arrive(query, GitLabAPI.self, call)
  }
}

/// Whoever was at Gitea or Forgejo to give leave comes back.
enum GiteaCallback: ProviderCallback {
  static let path = "gitea/callback"

  static func finish(_ query: [String: String], _ call: Call) async throws -> String {
    try await OAuthAccounts.arrive(query, GiteaAPI.self, call)
  }
}
