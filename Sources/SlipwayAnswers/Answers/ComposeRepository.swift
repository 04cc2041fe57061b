package import SlipwayCore

/// The fields of a compose stack's repository.
package struct ComposeRepository: Codable, Sendable {
  package var triggerType: SourceSettings.Trigger
  @Null package var watchPaths: [String]?
  package var enableSubmodules: Bool
  @Null package var customGitUrl: String?
  @Null package var customGitBranch: String?
  @Null package var customGitSSHKeyId: ID<SSHKey>?
  @Null package var customGitUsername: String?
  @Null package var githubId: ID<GitProvider>?
  @Null package var repository: String?
  @Null package var owner: String?
  @Null package var branch: String?
  @Null package var gitlabId: ID<GitProvider>?
  @Null package var gitlabProjectId: Int?
  @Null package var gitlabRepository: String?
  @Null package var gitlabOwner: String?
  @Null package var gitlabBranch: String?
  @Null package var gitlabPathNamespace: String?
  @Null package var giteaId: ID<GitProvider>?
  @Null package var giteaRepository: String?
  @Null package var giteaOwner: String?
  @Null package var giteaBranch: String?
  @Null package var bitbucketId: ID<GitProvider>?
  @Null package var bitbucketRepository: String?
  @Null package var bitbucketRepositorySlug: String?
  @Null package var bitbucketOwner: String?
  @Null package var bitbucketBranch: String?
  @Null package var branchPatterns: [String]?
  @Null package var tagPatterns: [String]?

  init(_ source: SourceSettings) {
    triggerType = source.triggerType
    watchPaths = source.watchPaths
    enableSubmodules = source.enableSubmodules
    customGitUrl = source.customGitUrl
    customGitBranch = source.customGitBranch
    customGitSSHKeyId = source.customGitSSHKeyId
    customGitUsername = source.customGitUsername
    provider(source)
  }

  private mutating func provider(_ source: SourceSettings) {
    githubId = source.githubId
    repository = source.repository
    owner = source.owner
    branch = source.branch
    gitlabId = source.gitlabId
    gitlabProjectId = source.gitlabProjectId
    gitlabRepository = source.gitlabRepository
    gitlabOwner = source.gitlabOwner
    gitlabBranch = source.gitlabBranch
    gitlabPathNamespace = source.gitlabPathNamespace
    giteaId = source.giteaId
    giteaRepository = source.giteaRepository
    giteaOwner = source.giteaOwner
    giteaBranch = source.giteaBranch
    bitbucketId = source.bitbucketId
    bitbucketRepository = source.bitbucketRepository
    bitbucketRepositorySlug = source.bitbucketRepositorySlug
    bitbucketOwner = source.bitbucketOwner
    bitbucketBranch = source.bitbucketBranch
    branchPatterns = source.branchPatterns
    tagPatterns = source.tagPatterns
  }

  /// The same as settings.
  package var source: SourceSettings {
    var source = SourceSettings()
    source.triggerType = triggerType
    source.watchPaths = watchPaths
    source.enableSubmodules = enableSubmodules
    source.customGitUrl = customGitUrl
    source.customGitBranch = customGitBranch
    source.customGitSSHKeyId = customGitSSHKeyId
    source.customGitUsername = customGitUsername
    source.githubId = githubId
    source.repository = repository
    source.owner = owner
    source.branch = branch
    source.gitlabId = gitlabId
    source.gitlabProjectId = gitlabProjectId
    source.gitlabRepository = gitlabRepository
    source.gitlabOwner = gitlabOwner
    source.gitlabBranch = gitlabBranch
    source.gitlabPathNamespace = gitlabPathNamespace
    source.giteaId = giteaId
    source.giteaRepository = giteaRepository
    source.giteaOwner = giteaOwner
    source.giteaBranch = giteaBranch
    source.bitbucketId = bitbucketId
    source.bitbucketRepository = bitbucketRepository
    source.bitbucketRepositorySlug = bitbucketRepositorySlug
    source.bitbucketOwner = bitbucketOwner
    source.bitbucketBranch = bitbucketBranch
    source.branchPatterns = branchPatterns
    source.tagPatterns = tagPatterns
    return source
  }
}
