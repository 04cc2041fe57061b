import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProviders
import SlipwayStore

/// Has a repository's webhook made when it is chosen as a source. What came of it stands in the account's deliveries: the
/// source is chosen all the same.
enum SourceHook {
  /// Whether a field of an update may choose another repository.
  static func concerns(_ field: String) -> Bool {
    ["sourceType", "owner", "repository", "gitlabPathNamespace"].contains(field)
      || ["Id", "Owner", "Repository", "RepositorySlug"].contains { ending in
        ["gitlab", "gitea", "bitbucket"].contains { field == $0 + ending }
      }
  }

  static func ensure(_ source: SourceSettings, _ call: Call) async {
    guard let choice = source.choice, let id = choice.providerID,
      let path = choice.full.flatMap({ RepositoryPath($0) }),
      let provider = try? await ProviderCalls.one(id, call), ProviderAPIs.isConnected(provider)
    else { return }
    guard let sentence = await sentence(provider, path, call) else { return }
    var delivery = ProviderDelivery(
      id: "hook:\(RandomText.identifier())", provider: id, organization: provider.organizationID, event: "webhook",
      repository: path.full.lowercased(), receivedAt: call.now())
    delivery.decision = sentence
    let told = delivery
    // It is a note for people: the next deployment looks at the webhook again.
    _ = try? await call.store.write { try $0.providerDeliveries.take(told) }
  }

  /// Where a request says that the dashboard is may be anybody's choice: the hook's secret and all pushes would go there.
  static func sentence(_ provider: GitProvider, _ path: RepositoryPath, _ call: Call) async -> String? {
    // An app is told of all its repositories at one address.
    guard provider.kind != .github else { return nil }
    guard let hooks = try? await SourceHooks.known(call.engine) else {
      return
        "The webhook of \(path.full) was not made, so pushes do not deploy by themselves: nobody said where Slipway "
        + "is for everybody. Set its domain in the settings of the web server, or start it with --public-url, and save "
        + "the source again."
    }
    return await hooks.ensure(provider, path)
  }
}
