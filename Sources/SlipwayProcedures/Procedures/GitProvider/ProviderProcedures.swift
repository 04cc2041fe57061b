/// What is asked of git providers.
enum ProviderProcedures {
  static let all: [any Procedure.Type] = provider + github + gitlab + gitea + bitbucket

  private static let provider: [any Procedure.Type] = [
    GitProviderAllForPermissions.self, GitProviderBranches.self, GitProviderDeliveries.self, GitProviderGetAll.self,
    GitProviderRemove.self, GitProviderRepositories.self, GitProviderTest.self, GitProviderToggleShare.self,
    GitProviderUses.self,
  ]

  private static let github: [any Procedure.Type] = [
    ApplicationSaveGithubProvider.self, GitHubBegin.self, GitHubInstall.self, GitHubGetBranches.self,
    GitHubGetRepositories.self, GitHubOne.self, GitHubProviders.self, GitHubTestConnection.self, GitHubUpdate.self,
  ]

  private static let gitlab: [any Procedure.Type] = [
    ApplicationSaveGitlabProvider.self, GitLabConnect.self, GitLabCreate.self, GitLabGetBranches.self,
    GitLabGetRepositories.self, GitLabOne.self, GitLabProviders.self, GitLabTestConnection.self, GitLabUpdate.self,
  ]

  private static let gitea: [any Procedure.Type] = [
    ApplicationSaveGiteaProvider.self, GiteaConnect.self, GiteaCreate.self, GiteaGetBranches.self,
    GiteaGetRepositories.self, GiteaGetURL.self, GiteaOne.self, GiteaProviders.self, GiteaTestConnection.self,
    GiteaUpdate.self,
  ]

  private static let bitbucket: [any Procedure.Type] = [
    ApplicationSaveBitbucketProvider.self, BitbucketCreate.self, BitbucketGetBranches.self,
    BitbucketGetRepositories.self, BitbucketOne.self, BitbucketProviders.self, BitbucketTestConnection.self,
    BitbucketUpdate.self,
  ]
}
