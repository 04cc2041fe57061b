/// Where an application's code or image comes from, in the published API's field names.
package struct SourceSettings: Sendable, Hashable, Codable {
  /// The kinds of source that the API publishes, and code that is pushed to Slipway itself.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case docker, git, github, gitlab, bitbucket, gitea, drop, push

    /// Whether it brings code; else it brings an image.
    package var needsBuild: Bool { self != .docker }

    /// Whether it is a git repository.
    package var isRepository: Bool { self != .docker && self != .drop }
  }

  /// What event of a provider deploys.
  package enum Trigger: String, Sendable, Codable, CaseIterable {
    case push, tag
  }

  package var sourceType = Kind.git
  package var triggerType = Trigger.push
  /// Globs over the changed files of a push; empty or `nil` means that every push deploys.
  package var watchPaths: [String]?
  package var enableSubmodules = false

  /// `https://`, `http://`, `ssh://` or `git@host:path`; never with a password in it.
  package var customGitUrl: String?
  /// A branch or a tag; of pushed code the branch that deploys, `nil` is ``pushBranch``.
  package var customGitBranch: String?
  /// The folder in the repository that is built, `/` for its root.
  package var customGitBuildPath: String?
  package var customGitSSHKeyId: ID<SSHKey>?
  /// Of the `https` URL; its password is sealed in ``ApplicationSecrets/gitPassword``.
  package var customGitUsername: String?

  package var dockerImage: String?
  package var registryUrl: String?
  package var username: String?

  /// The folder in an uploaded zip that is built.
  package var dropBuildPath: String?

  /// GitHub. Of all providers the fields are called as the published API calls them; ``choice`` reads them alike.
  package var githubId: ID<GitProvider>?
  package var owner: String?
  package var repository: String?
  package var branch: String?
  package var buildPath: String? = "/"

  package var gitlabId: ID<GitProvider>?
  package var gitlabOwner: String?
  package var gitlabRepository: String?
  /// The whole path, groups and all.
  package var gitlabPathNamespace: String?
  package var gitlabProjectId: Int?
  package var gitlabBranch: String?
  package var gitlabBuildPath: String? = "/"

  package var giteaId: ID<GitProvider>?
  package var giteaOwner: String?
  package var giteaRepository: String?
  package var giteaBranch: String?
  package var giteaBuildPath: String? = "/"

  package var bitbucketId: ID<GitProvider>?
  package var bitbucketOwner: String?
  package var bitbucketRepository: String?
  package var bitbucketRepositorySlug: String?
  package var bitbucketBranch: String?
  package var bitbucketBuildPath: String? = "/"

  /// Globs of further branches whose pushes deploy.
  package var branchPatterns: [String]?
  /// Globs of the tags that deploy; empty or `nil` means every tag.
  package var tagPatterns: [String]?

  package init() {}

  /// The branch whose pushes deploy an application that code is pushed to.
  package var pushBranch: String {
    let branch = customGitBranch?.trimmingSpaces() ?? ""
    return branch.isEmpty ? "main" : branch
  }
}
