package import Foundation
import SlipwayCore
package import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// Takes what providers send to `/api/deploy/<token>`: whatever is decided is written down before it is answered.
package struct WebhookReceiver: Sendable {
  /// Bodies may have at most this many bytes.
  package static let bodyLimit = 5 << 20
  static let tooLarge = SlipwayError(.payloadTooLarge, "A webhook's body may have at most 5 MB.")
  /// Wrong tokens of one address in a quarter of an hour; after them the answer is 429.
  private static let wrongTokens = RateLimit(count: 100, seconds: 900)
  private static let tokenLengths = 16...200
  private static let atOncePerToken = 4
  private static let atOncePerAddress = 16

  private let engine: Engine
  private let guesses = RateWindows()
  private let atWork = AtWork()

  package init(engine: Engine) { self.engine = engine }

  /// - Parameters:
  ///   - token: as it stands in the address.
  ///   - headers: by lowercase name.
  ///   - address: of the sender.
  /// - Throws: ``SlipwayError`` `notFound` for an unknown token, `tooManyRequests` after many of them, `badRequest` for
  ///   a body that is no JSON and for an application that does not deploy by itself.
  package func receive(
    token: String, headers: [String: String], body: Data, from address: String
  ) async throws -> WebhookAnswer {
    guard try await isKnown(token) else { throw refusal(of: address) }
    guard body.count <= Self.bodyLimit else {
      throw Self.tooLarge
    }
    // A large push takes a moment to read: not on the threads that everybody's requests wait for.
    let (event, request) = try await BlockingPool.run(lasting: .long) {
      let request = try WebhookRequest(headers: headers, data: body)
      return (Webhooks.event(of: request), TokenPullRequest.read(request))
    }
    let now = engine.now()
    if let request {
      let message = try await engine.store.write { try request.take(token, Self.identifier(of: event), now, $0) }
      guard let message else { throw refusal(of: address) }
      engine.bus.publish(.jobQueued)
      return WebhookAnswer(message: message, skipped: true)
    }
    let target = try await engine.store.read { try $0.webhookTarget(token) }
    let decisions = try await EventDecisions.decide(event, for: target.map { [$0] } ?? [])
    let outcome = try await engine.store.write { try Self.record(event, decisions, token, now, $0) }
    switch outcome {
    case .unknown: throw refusal(of: address)
    case .disabled:
      throw SlipwayError(.badRequest, "Automatic deployments are disabled for this application")
    case .skipped(let message): return WebhookAnswer(message: message, skipped: true)
    case .queued(let queued):
      DeploymentQueue.announce(queued, on: engine.bus)
      return WebhookAnswer(message: "Application deployed successfully", deploymentId: queued.id)
    }
  }

  /// Takes a request whose body is yet to come: strangers do not get to send one, and nobody sends many at once.
  /// - Throws: ``SlipwayError`` `notFound` for an unknown token, `tooManyRequests`.
  package func admitting<Answer>(
    token: String, from address: String, _ body: () async throws -> Answer
  ) async throws -> Answer {
    guard try await isKnown(token) else { throw refusal(of: address) }
    let names = [
      (name: "token:\(token)", limit: Self.atOncePerToken),
      (name: "address:\(address)", limit: Self.atOncePerAddress),
    ]
    guard atWork.enter(names) else {
      throw SlipwayError(
        .tooManyRequests, "Too many webhooks are at work; send it again in a moment.", details: ["retryAfter": "5"])
    }
    defer { atWork.leave(names) }
    return try await body()
  }

  /// Answers a request that carries no event, such as somebody's look at the address.
  package func look(token: String, from address: String) async throws -> WebhookAnswer {
    guard try await isKnown(token) else { throw refusal(of: address) }
    return WebhookAnswer(message: "Send the provider's event here with POST", skipped: true)
  }

  /// What became of an event.
  private enum Outcome: Sendable {
    case unknown, disabled
    case skipped(String)
    case queued(QueuedDeployment)
  }

  private func isKnown(_ token: String) async throws -> Bool {
    guard Self.tokenLengths.contains(token.utf8.count) else { return false }
    return try await engine.store.read { try $0.webhookTarget(token) != nil }
  }

  /// A right token is always taken: behind a proxy many senders may share an address.
  private func refusal(of address: String) -> SlipwayError {
    guard let wait = guesses.take("webhook:\(address)", Self.wrongTokens, now: engine.now()) else {
      return SlipwayError.notFound("Application")
    }
    return SlipwayError(
      .tooManyRequests, "Too many unknown webhook addresses were tried; try again later.",
      details: ["retryAfter": String(wait)])
  }

  private static func record(
    _ event: WebhookEvent, _ decisions: EventDecisions, _ token: String, _ now: Date, _ tx: Transaction
  ) throws -> Outcome {
    guard let target = try tx.webhookTarget(token) else { return .unknown }
    let application = target.application
    let delivery = identifier(of: event)
    guard try tx.webhookDeliveries.take(id: delivery, application: application.id, now: now) else {
      return .skipped("This delivery was received already")
    }
    if case .push(let branch) = event.kind, !target.isTyped {
      try PreviewInbox.pushed(branch, commit: event.commit, of: application.id, now: now, tx)
    }
    switch decisions.decision(on: target) {
    case .skip(let message):
      try tx.webhookDeliveries.decide(id: delivery, application: application.id, decision: "skipped: \(message)")
      return .skipped(message)
    case .disabled:
      try tx.webhookDeliveries.decide(id: delivery, application: application.id, decision: "disabled")
      return .disabled
    case .deploy:
      let queued = try DeploymentQueue.enqueue(tx, request(event, target), now: now)
      try tx.webhookDeliveries.decide(
        id: delivery, application: application.id, decision: WebhookDelivery.deployed, deployment: queued.id)
      return .queued(queued)
    }
  }

  private static func request(_ event: WebhookEvent, _ target: WebhookTarget) -> DeploymentRequest {
    DeploymentRequest(
      deployable: target.deployable,
      title: DeploymentTitle.ofCommit(message: event.title) ?? WebhookEvent.unknownTitle,
      description: event.commit.map { "Hash: \($0)" } ?? "",
      commit: target.application.source.sourceType.isRepository && !target.isTyped ? event.commit : nil)
  }

  /// What a provider does not name cannot be told from its repetition.
  private static func identifier(of event: WebhookEvent) -> String {
    guard let name = event.deliveryID, !name.isEmpty else { return "unnamed:\(RandomText.identifier())" }
    return name.utf8.count <= 200 && !name.contains("\0") ? name : TokenDigest.of(name)
  }
}
