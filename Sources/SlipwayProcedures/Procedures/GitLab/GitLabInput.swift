package import SlipwayCore

/// The input of what concerns one account at GitLab.
package struct GitLabInput: Codable, Sendable {
  package var gitlabId: ID<GitProvider>

  package init(gitlabId: ID<GitProvider>) { self.gitlabId = gitlabId }
}
