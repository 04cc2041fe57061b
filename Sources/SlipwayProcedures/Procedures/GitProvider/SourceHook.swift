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
    let hooks = SourceHooks(engine: call.engine, base: call.request.baseURL)
    guard let sentence = await hooks.ensure(provider, path) else { return }
    var delivery = ProviderDelivery(
      id: "hook:\(RandomText.identifier())", provider: id, organization: provider.organizationID, event: "webhook",
      repository: path.full.lowercased(), receivedAt: call.now())
    delivery.decision = sentence
    let told = delivery
    // It is a note for people: the next deployment looks at the webhook again.
    _ = try? await call.store.write { try $0.providerDeliveries.take(told) }
  }
}
