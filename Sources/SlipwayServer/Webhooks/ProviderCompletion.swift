import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProviders
import SlipwayStore

/// Asks a provider for what its webhook left out, before anything is decided: whole hashes, changed files, and whether a
/// repository that nothing here is made of is one by another name. What cannot be had is left out.
struct ProviderCompletion: Sendable {
  private static let patience = Duration.seconds(8)
  /// How many repositories of an account are asked for their present names.
  private static let most = 20
  let engine: Engine
  let provider: GitProvider
  /// What the repository was called when its webhook was made, where it has another name now.
  var former: RepositoryPath?

  /// - Returns: the call, behind what has to be known before it.
  func complete(_ call: ProviderCall) async throws -> [ProviderCall] {
    // GitHub's app is told all of it.
    guard provider.kind != .github, let path = call.repository else { return [call] }
    switch call.happening {
    case .push(let event):
      let before = try await formerName(of: path, call.repositoryID).map { [renamed(call, $0)] } ?? []
      guard event.files == nil, case .push = event.kind, let after = call.after else { return before + [call] }
      var (whole, told) = (call, event)
      told.files = await changedFiles(call, after, path)
      whole.happening = .push(told)
      return before + [whole]
    case .pullRequest(let event) where !GitReference.isCommit(event.head.commit):
      var (whole, told) = (call, event)
      guard let hash = await wholeHash(event) else {
        whole.happening = .other("\(call.event), whose commit the provider does not tell")
        return [whole]
      }
      told.head.commit = hash
      whole.happening = .pullRequest(told)
      return [whole]
    case .pullRequest, .renamed, .lost, .found, .ping, .other: return [call]
    }
  }

  private func changedFiles(_ call: ProviderCall, _ after: String, _ path: RepositoryPath) async -> [String]? {
    await ask { api in try await (api as? any CompletesEvents)?.changedFiles(from: call.before, to: after, on: path) }
      .flatMap { $0 }
  }

  private func wholeHash(_ event: PullRequestEvent) async -> String? {
    let path = event.head.repository ?? event.repository
    return await ask { api in
      try await (api as? any CompletesEvents)?.wholeHash(of: event.head.commit, on: path)
    }.flatMap { $0 }
  }

  /// What a repository was called when something here was made of it; `nil` when nothing was, or by this name.
  private func formerName(of path: RepositoryPath, _ id: String?) async throws -> RepositoryPath? {
    let known = try await engine.store.read { try Self.known(of: provider, $0) }
    guard !known.contains(where: { $0.path.full.lowercased() == path.full.lowercased() }) else { return nil }
    if let former, known.contains(where: { $0.path == former }) { return former }
    if let id, let same = known.first(where: { $0.id == id }) { return same.path }
    // Providers wait for an answer for ten seconds or so, for all of it.
    let (candidates, wanted) = (known.prefix(Self.most).map(\.path), path.full)
    let (title, patience) = (provider.kind.title, Self.patience)
    return try? await Deadline.run(within: patience, what: "Asking \(title)") { () -> RepositoryPath? in
      for candidate in candidates where await presentName(of: candidate) == wanted { return candidate }
      return nil
    }
  }

  private func presentName(of path: RepositoryPath) async -> String? {
    await ask { api in
      do {
        return try await api.repository(path).path.full
      } catch let failure as ProviderFailure {
        guard case .renamed(let name) = failure.reason else { return nil }
        return name
      }
    }.flatMap { $0 }
  }

  private func ask<Answer: Sendable>(
    _ body: @Sendable @escaping (any ProviderAPI) async throws -> Answer
  ) async -> Answer? {
    let (engine, provider) = (engine, provider)
    return try? await Deadline.run(within: Self.patience, what: "Asking \(provider.kind.title)") {
      try await engine.providers.ask(provider, body)
    }
  }

  private func renamed(_ call: ProviderCall, _ before: RepositoryPath) -> ProviderCall {
    ProviderCall(
      event: "renamed", deliveryID: call.deliveryID.map { $0 + ":renamed" }, repository: call.repository,
      happening: .renamed(from: before))
  }

  /// A repository that something here is made of.
  private struct Known: Hashable, Sendable {
    var path: RepositoryPath
    /// The provider's own name, where it is kept.
    var id: String?
  }

  private static func known(of provider: GitProvider, _ tx: Transaction) throws -> [Known] {
    let sources =
      try tx.applications.all(of: provider.id).map(\.source) + tx.composeStacks.all(of: provider.id).map(\.source)
    let all = sources.compactMap { source in
      source.choice(at: provider.kind).full.flatMap { RepositoryPath($0) }.map { path in
        Known(path: path, id: provider.kind == .gitlab ? source.gitlabProjectId.map(String.init) : nil)
      }
    }
    return Set(all).sorted { $0.path.full < $1.path.full }
  }
}
