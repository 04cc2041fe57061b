package import SlipwayCore

/// Every kind of provider that can be asked.
package enum ProviderAPIs {
  package static let all: [any ProviderAPI.Type] = [
    GitHubAPI.self, GitLabAPI.self, GiteaAPI.self, BitbucketAPI.self,
  ]

  /// - Returns: `nil` for a kind that is published and not there yet.
  package static func type(of kind: ProviderKind) -> (any ProviderAPI.Type)? { all.first { $0.kind == kind } }

  package static func isConnected(_ provider: GitProvider) -> Bool {
    type(of: provider.kind)?.isConnected(provider) ?? false
  }
}
