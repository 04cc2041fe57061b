package import SlipwayCore

/// The input of what concerns one account at Gitea.
package struct GiteaInput: Codable, Sendable {
  package var giteaId: ID<GitProvider>

  package init(giteaId: ID<GitProvider>) { self.giteaId = giteaId }
}
