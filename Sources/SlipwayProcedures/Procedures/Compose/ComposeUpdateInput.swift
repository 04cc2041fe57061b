package import SlipwayCore

/// Every published field of a compose stack, each optional.
package struct ComposeUpdateInput: Codable, Sendable {
  package var composeId: ID<Deployable>
  package var name: String?
  /// Accepted; a stack's name never changes.
  package var appName: String?
  package var description: Patch<String>
  package var icon: Patch<String>
  package var autoDeploy: Patch<Bool>
  package var environmentId: ID<Environment>?
  package var composeStatus: Deployable.Status?
  package var refreshToken: Patch<String>
  /// Accepted; it cannot be changed.
  package var createdAt: String?

  package var env: Patch<String>
  package var composeFile: String?
  /// Of the git repository; the published API has it in the address only.
  package var customGitPassword: Patch<String>

  package var composeType: StackSettings.Kind?
  package var sourceType: StackSettings.Source?
  package var composePath: String?
  package var command: String?
  package var suffix: String?
  package var randomize: Bool?
  package var isolatedDeployment: Bool?
  package var isolatedDeploymentsVolume: Bool?
  package var createEnvFile: Bool?
  package var serviceNetworks: Patch<[StackSettings.ServiceNetworks]>

  package var triggerType: Patch<SourceSettings.Trigger>
  package var watchPaths: Patch<[String]>
  package var enableSubmodules: Bool?
  package var customGitUrl: Patch<String>
  package var customGitBranch: Patch<String>
  package var customGitSSHKeyId: Patch<ID<SSHKey>>
  package var customGitUsername: Patch<String>

  // Of features that are not there yet; see ``LaterComposeFields``.
  package var repository: Patch<String>
  package var owner: Patch<String>
  package var branch: Patch<String>
  package var githubId: Patch<String>
  package var gitlabProjectId: Patch<Int>
  package var gitlabRepository: Patch<String>
  package var gitlabOwner: Patch<String>
  package var gitlabBranch: Patch<String>
  package var gitlabPathNamespace: Patch<String>
  package var gitlabId: Patch<String>
  package var giteaRepository: Patch<String>
  package var giteaOwner: Patch<String>
  package var giteaBranch: Patch<String>
  package var giteaId: Patch<String>
  package var bitbucketRepository: Patch<String>
  package var bitbucketRepositorySlug: Patch<String>
  package var bitbucketOwner: Patch<String>
  package var bitbucketBranch: Patch<String>
  package var bitbucketId: Patch<String>
}
