package import SlipwayCore

/// The input of what concerns one account at a git provider.
package struct GitProviderInput: Codable, Sendable {
  package var gitProviderId: ID<GitProvider>

  package init(gitProviderId: ID<GitProvider>) { self.gitProviderId = gitProviderId }
}
