import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayProviders

/// A repository at a connected git provider, fetched over https with what the provider lends for it.
struct ProviderSource: Source {
  static let kinds: [SourceSettings.Kind] = [.github, .gitlab, .gitea, .bitbucket]
  /// How long a limit of the provider is waited for, in seconds.
  private static let patience = 120.0

  static func summary(of source: SourceSettings) -> SourceSummary? {
    guard let choice = source.choice, let full = choice.full else { return nil }
    return SourceSummary("\(full) at \(choice.kind.title)", isAddress: false, branch: choice.branch)
  }

  static func decide(_ source: SourceSettings, on event: WebhookEvent) -> WebhookDecision {
    guard let choice = source.choice, choice.full != nil, choice.providerID != nil else {
      return .skip("The source \(source.sourceType.rawValue) has no repository yet")
    }
    return PushRule(source: source, branch: choice.branch).decide(event)
  }

  static func problems(of snapshot: DeploymentSnapshot) -> [String] {
    guard let choice = snapshot.application.source.choice else { return ["sourceType: no provider is chosen."] }
    let names = ProviderFields(choice.kind)
    var problems: [String] = []
    if choice.providerID == nil {
      problems.append("\(names.provider): choose the \(choice.kind.title) account that the code comes from.")
    } else if snapshot.provider == nil {
      problems.append("\(names.provider): the \(choice.kind.title) account is gone; choose another one.")
    }
    do {
      _ = try RepositoryPath(owner: choice.owner ?? "", name: choice.repository ?? "")
      guard let branch = choice.branch, !branch.isEmpty else {
        return problems + ["\(names.branch): choose the branch to deploy."]
      }
      try GitReference.validate(branch, field: names.branch)
      _ = try RelativePath.normalize(choice.buildPath ?? "", field: names.buildPath)
    } catch {
      problems.append((error as? SlipwayError)?.message ?? "\(error)")
    }
    if let commit = snapshot.deployment.commit, !GitReference.isCommit(commit) {
      problems.append("commit: '\(commit.prefix(80))' is no full commit hash.")
    }
    return problems
  }

  func fetch(_ context: StageContext) async throws -> Fetched {
    guard let choice = context.snapshot.application.source.choice, let provider = context.snapshot.provider else {
      throw SlipwayError(.internal, "A source without a provider was fetched.")
    }
    let path = try RepositoryPath(owner: choice.owner ?? "", name: choice.repository ?? "")
    await context.log.line("Asking \(provider.name) to let git in to \(path.full)")
    let (access, present) = try await access(to: path, provider, context)
    await context.log.conceal(access.password)
    await lookAtHook(of: present, provider, context)
    let names = ProviderFields(choice.kind)
    if present != path {
      await context.log.line("\(path.full) is called \(present.full) now: choose that in the source's settings.")
    }
    let address = try GitAddress(parsing: access.url, field: names.repository)
    var target = GitTarget(
      address: address, branch: choice.branch, buildPath: choice.buildPath,
      credential: GitCredential(address, username: access.username, password: access.password))
    target.field = names.repository
    target.pathField = names.buildPath
    return try await target.fetch(context)
  }

  /// The webhook may be gone, or switched off after too many failures.
  private func lookAtHook(of path: RepositoryPath, _ provider: GitProvider, _ context: StageContext) async {
    guard context.snapshot.application.autoDeploy, let hooks = try? await SourceHooks.known(context.engine),
      let sentence = await hooks.ensure(provider, path)
    else { return }
    await context.log.line(sentence)
  }

  /// Follows a repository that was renamed, once: it is still the account's own.
  private func access(
    to path: RepositoryPath, _ provider: GitProvider, _ context: StageContext
  ) async throws -> (CloneAccess, RepositoryPath) {
    do {
      return (try await waiting(path, provider, context), path)
    } catch let error as SlipwayError {
      guard case .renamed(let name)? = (error.cause as? ProviderFailure)?.reason, let present = RepositoryPath(name)
      else { throw Self.failure(error, context) }
      do {
        return (try await waiting(present, provider, context), present)
      } catch let error as SlipwayError {
        throw Self.failure(error, context)
      }
    }
  }

  /// A limit of requests that ends soon is waited for.
  private func waiting(
    _ path: RepositoryPath, _ provider: GitProvider, _ context: StageContext
  ) async throws -> CloneAccess {
    do {
      return try await context.engine.providers.ask(provider) { try await $0.cloneAccess(to: path) }
    } catch let error as SlipwayError {
      guard case .rateLimited(let until)? = (error.cause as? ProviderFailure)?.reason else { throw error }
      let seconds = max(1, until.timeIntervalSince(context.engine.now()))
      guard seconds < Self.patience else { throw error }
      await context.log.line("\(error.message) Waiting for that.")
      try await Task.sleep(for: .seconds(seconds))
      return try await context.engine.providers.ask(provider) { try await $0.cloneAccess(to: path) }
    }
  }

  private static func failure(_ error: SlipwayError, _ context: StageContext) -> DeploymentFailure {
    DeploymentFailure(
      Evidence(
        step: .source, summary: error.message,
        advice: "Look at the account in Settings → Git providers, then deploy again.",
        isPreviousServing: context.snapshot.isPreviousServing), cause: error)
  }
}
