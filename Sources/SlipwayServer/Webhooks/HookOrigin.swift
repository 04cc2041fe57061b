import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProviders
import SlipwayStore

/// Says of which repository's webhook a call is: each signs with a secret of its own, so that none speaks for another.
struct HookOrigin: Sendable {
  /// How long the provider is asked whose name one is.
  private static let patience = Duration.seconds(8)
  /// What is believed of a call.
  struct Belief: Sendable {
    /// What the repository was called when its webhook was made; `nil` where it still is called so.
    var former: RepositoryPath?
  }

  let engine: Engine
  let provider: GitProvider

  /// - Returns: `nil` for what no webhook of this account's signed.
  func belief(_ request: WebhookRequest, _ body: Data, _ type: any ProviderWebhook.Type) async throws -> Belief? {
    guard let id = type.repositoryID(request.body), let path = type.read(request).repository else { return nil }
    let isSigned = { (made: RepositoryPath) in
      HookSecret.of(provider, id: id, path: made).map { type.isSigned(body, request.headers, with: $0) } ?? false
    }
    if isSigned(path) { return Belief() }
    // One that was renamed signs with what its webhook was made with; only the provider says whether it is there now.
    let known = try await engine.store.read { try Self.paths(of: provider, $0) }
    guard let former = known.first(where: isSigned), await identifier(of: path) == id else { return nil }
    return Belief(former: former)
  }

  private func identifier(of path: RepositoryPath) async -> String? {
    let (engine, provider) = (engine, provider)
    return try? await Deadline.run(within: Self.patience, what: "Asking \(provider.kind.title)") {
      try await engine.providers.ask(provider) { try await $0.repository(path).id }
    }
  }

  /// The repositories that something here is made of.
  private static func paths(of provider: GitProvider, _ tx: Transaction) throws -> [RepositoryPath] {
    let sources =
      try tx.applications.all(of: provider.id).map(\.source) + tx.composeStacks.all(of: provider.id).map(\.source)
    return Set(sources.compactMap { $0.choice(at: provider.kind).full.flatMap { RepositoryPath($0) } })
      .sorted { $0.full < $1.full }
  }
}
