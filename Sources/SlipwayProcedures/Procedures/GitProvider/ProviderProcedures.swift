/// What is asked of git providers.
enum ProviderProcedures {
  static let all: [any Procedure.Type] = provider + github

  private static let provider: [any Procedure.Type] = [
    GitProviderAllForPermissions.self, GitProviderBranches.self, GitProviderDeliveries.self, GitProviderGetAll.self,
    GitProviderRemove.self, GitProviderRepositories.self, GitProviderTest.self, GitProviderToggleShare.self,
    GitProviderUses.self,
  ]

  private static let github: [any Procedure.Type] = [
    ApplicationSaveGithubProvider.self, GitHubBegin.self, GitHubInstall.self, GitHubGetBranches.self,
    GitHubGetRepositories.self, GitHubOne.self, GitHubProviders.self, GitHubTestConnection.self, GitHubUpdate.self,
  ]
}
