package import SlipwayCore

/// The input of what concerns one GitHub app.
package struct GitHubInput: Codable, Sendable {
  package var githubId: ID<GitProvider>

  package init(githubId: ID<GitProvider>) { self.githubId = githubId }
}
