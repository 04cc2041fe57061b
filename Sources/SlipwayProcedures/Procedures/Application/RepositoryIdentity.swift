import SlipwayCore
import SlipwayStore

/// The repository that an application is made of, such that two with the same one have the same commits.
enum RepositoryIdentity: Equatable {
  /// Accounts of the same place see the same repositories.
  case hosted(ProviderKind, url: String, path: String)
  case address(String)

  /// `nil` of what has no repository of its own elsewhere: images, uploads, code that is pushed to Slipway, and what runs
  /// of a preview.
  init?(of application: Application, _ tx: Transaction) throws {
    guard try tx.deployables.find(application.id)?.previewID == nil else { return nil }
    if let choice = application.source.choice {
      guard let path = choice.full, let id = choice.providerID, let provider = try tx.gitProviders.find(id) else {
        return nil
      }
      self = .hosted(provider.kind, url: provider.account.url.lowercased(), path: path.lowercased())
      return
    }
    guard application.source.sourceType == .git, let url = application.source.customGitUrl?.trimmingSpaces(),
      !url.isEmpty
    else { return nil }
    self = .address(url)
  }
}
