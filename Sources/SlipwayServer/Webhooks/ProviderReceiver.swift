import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayProviders
import SlipwayStore

/// Takes what connected providers send: believed when one of their accounts signed it, written down before it is answered.
struct ProviderReceiver: Sendable {
  /// Refused calls of one address in a quarter of an hour; after them the answer is 429.
  private static let refusals = RateLimit(count: 100, seconds: 900)
  private static let atOncePerAddress = 16
  private let engine: Engine
  private let refused = RateWindows()
  private let atWork = AtWork()

  init(engine: Engine) { self.engine = engine }

  /// Takes a request whose body is yet to come: nobody sends many at once, and nobody unsigned sends one.
  /// - Throws: ``SlipwayError`` `unauthorized`, `tooManyRequests`.
  func admitting<Answer>(
    _ kind: ProviderKind, headers: [String: String], from address: String, _ body: () async throws -> Answer
  ) async throws -> Answer {
    guard ProviderWebhooks.type(of: kind)?.hasSignature(headers) ?? false else { throw refusal(of: address) }
    let names = [(name: "address:\(address)", limit: Self.atOncePerAddress)]
    guard atWork.enter(names) else {
      throw SlipwayError(
        .tooManyRequests, "Too many webhooks are at work; send it again in a moment.", details: ["retryAfter": "5"])
    }
    defer { atWork.leave(names) }
    return try await body()
  }

  /// What GitHub sends to the one address of all apps.
  /// - Throws: ``SlipwayError`` `unauthorized` for a body that no account signed, `badRequest` for one that is no JSON.
  func receiveGitHub(
    headers: [String: String], body: Data, from address: String
  ) async throws -> WebhookAnswer {
    let request = try await parsed(headers, body)
    guard let installation = GitHubProviderWebhook.installation(request.body) else {
      // An app that was just made says so, before it is installed anywhere.
      if headers["x-github-event"] == "ping" { return WebhookAnswer(message: "Ping received", skipped: true) }
      throw SlipwayError.invalid("installation", "is missing: only what a GitHub app is told is taken here")
    }
    let known = try await engine.store.read { try $0.gitProviders.all(.github, installation: installation) }
    return try await receive(request, body, of: known, from: address)
  }

  /// What comes to the hook of one account.
  /// - Throws: ``SlipwayError`` as ``receiveGitHub(headers:body:from:)``.
  func receive(
    _ provider: GitProvider, headers: [String: String], body: Data, from address: String
  ) async throws -> WebhookAnswer {
    let request = try await parsed(headers, body)
    guard provider.kind != .github else { return try await receive(request, body, of: [provider], from: address) }
    guard let type = ProviderWebhooks.type(of: provider.kind),
      let belief = try await HookOrigin(engine: engine, provider: provider).belief(request, body, type)
    else { throw refusal(of: address) }
    return try await take(
      type.all(request), ProviderCompletion(engine: engine, provider: provider, former: belief.former), body)
  }

  /// - Throws: ``SlipwayError`` `unauthorized` for an account that is not there: nobody learns which there are.
  func provider(_ id: ID<GitProvider>, from address: String) async throws -> GitProvider {
    guard let found = try await engine.store.read({ try $0.gitProviders.find(id) }) else {
      throw refusal(of: address)
    }
    return found
  }

  /// A large push takes a moment to read: not on the threads that everybody's requests wait for.
  private func parsed(_ headers: [String: String], _ body: Data) async throws -> WebhookRequest {
    guard body.count <= WebhookReceiver.bodyLimit else { throw WebhookReceiver.tooLarge }
    return try await BlockingPool.run(lasting: .long) { try WebhookRequest(headers: headers, data: body) }
  }

  private func receive(
    _ request: WebhookRequest, _ body: Data, of known: [GitProvider], from address: String
  ) async throws -> WebhookAnswer {
    let signer = known.first { provider in
      guard let secret = provider.secrets.webhookSecret else { return false }
      return ProviderWebhooks.type(of: provider.kind)?.isSigned(body, request.headers, with: secret) ?? false
    }
    guard let provider = signer, let type = ProviderWebhooks.type(of: provider.kind) else {
      throw refusal(of: address)
    }
    return try await take(type.all(request), ProviderCompletion(engine: engine, provider: provider), body)
  }

  private func take(_ calls: [ProviderCall], _ completion: ProviderCompletion, _ body: Data) async throws
    -> WebhookAnswer
  {
    let fingerprint = TokenDigest.of(String(decoding: body, as: UTF8.self))
    var (messages, first): ([String], ID<Deployment>?) = ([], nil)
    for call in calls {
      for whole in try await completion.complete(call) {
        let decisions = try await decisions(on: whole, from: completion.provider)
        let intake = ProviderIntake(
          provider: completion.provider, call: whole, decisions: decisions, fingerprint: fingerprint,
          now: engine.now())
        let outcome = try await engine.store.write { try intake.take($0) }
        // At once: what comes behind it may fail.
        for deployment in outcome.queued { DeploymentQueue.announce(deployment, on: engine.bus) }
        messages.append(outcome.message)
        first = first ?? outcome.queued.first?.id
        await followHook(whole, completion.provider)
      }
    }
    engine.bus.publish(.jobQueued)
    return WebhookAnswer(
      message: messages.joined(separator: "; "), skipped: first == nil ? true : nil, deploymentId: first)
  }

  private func decisions(on call: ProviderCall, from provider: GitProvider) async throws -> EventDecisions? {
    guard case .push(let event) = call.happening, let path = call.repository else { return nil }
    let targets = try await engine.store.read { try $0.webhookTargets(of: provider, repository: path.full) }
    return try await EventDecisions.decide(event, for: targets)
  }

  /// A repository that was renamed gets a webhook that signs for its new name.
  private func followHook(_ call: ProviderCall, _ provider: GitProvider) async {
    guard case .renamed = call.happening, provider.kind != .github, let path = call.repository,
      let hooks = try? await SourceHooks.known(engine)
    else { return }
    _ = await hooks.ensure(provider, path)
  }

  private func refusal(of address: String) -> SlipwayError {
    guard let wait = refused.take("provider:\(address)", Self.refusals, now: engine.now()) else {
      return SlipwayError(.unauthorized, "No connected account signed this: check the webhook's secret.")
    }
    return SlipwayError(
      .tooManyRequests, "Too many webhooks that nobody signed were sent; try again later.",
      details: ["retryAfter": String(wait)])
  }
}
