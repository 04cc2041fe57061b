import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProviders
import SlipwayStore

/// Takes one believed call of a provider: what is decided on it is one transaction with the delivery itself.
struct ProviderIntake {
  /// What was decided.
  struct Outcome: Sendable {
    var message: String
    var queued: [QueuedDeployment] = []
  }

  let provider: GitProvider
  let call: ProviderCall
  /// Of a push, for everything that is made of its repository.
  let decisions: EventDecisions?
  /// Stands for a delivery that its provider does not name.
  let fingerprint: String
  let now: Date

  func take(_ tx: Transaction) throws -> Outcome {
    let delivery = delivery
    guard try tx.providerDeliveries.take(delivery) else {
      return Outcome(message: "This delivery was received already")
    }
    let outcome = try decide(delivery, tx)
    try tx.providerDeliveries.decide(delivery.id, of: provider.id, outcome.message)
    return outcome
  }

  private var delivery: ProviderDelivery {
    var id = call.deliveryID ?? fingerprint
    if id.isEmpty || id.utf8.count > 200 || id.contains("\0") { id = TokenDigest.of(id) }
    var delivery = ProviderDelivery(
      id: id, provider: provider.id, organization: provider.organizationID, event: call.event,
      repository: call.repository?.full.lowercased(), reference: call.reference, receivedAt: now)
    delivery.before = call.before
    delivery.after = call.after
    return delivery
  }

  private func decide(_ delivery: ProviderDelivery, _ tx: Transaction) throws -> Outcome {
    switch call.happening {
    case .push(let event):
      guard try !tx.providerDeliveries.isOvertaken(delivery) else {
        try tx.providerDeliveries.overtake(delivery.id, of: provider.id)
        return Outcome(message: "A newer push of \(call.reference ?? "it") was received before this one")
      }
      return try push(event, tx)
    case .pullRequest(let event):
      return Outcome(message: try PullRequests.take(event, from: provider, tx, now: now))
    case .renamed(let before): return Outcome(message: try rename(before, tx))
    case .lost(let sentence):
      _ = try tx.gitProviders.setProblem(provider.id, sentence)
      return Outcome(message: sentence)
    case .found:
      _ = try tx.gitProviders.setProblem(provider.id, nil)
      return Outcome(message: "The account works")
    case .ping: return Outcome(message: "Ping received")
    case .other(let word): return Outcome(message: "Events of the kind '\(word.prefix(80))' do not deploy")
    }
  }

  private func push(_ event: WebhookEvent, _ tx: Transaction) throws -> Outcome {
    guard let path = call.repository else { return Outcome(message: "The push names no repository") }
    let targets = try tx.webhookTargets(of: provider, repository: path.full).filter {
      try tx.previews.owner(of: $0.deployable.id) == nil
    }
    if case .push(let branch) = event.kind {
      for target in targets {
        try PreviewInbox.pushed(branch, commit: event.commit, of: target.deployable.id, now: now, tx)
      }
    }
    var (queued, reasons): ([QueuedDeployment], [String]) = ([], [])
    for target in targets {
      switch try deploy(target, event, tx) {
      case .queued(let deployment): queued.append(deployment)
      case .skipped(let reason): reasons.append("\(target.deployable.name): \(reason)")
      }
    }
    return Outcome(message: Self.message(event, queued.count, reasons), queued: queued)
  }

  private enum Result {
    case queued(QueuedDeployment)
    case skipped(String)
  }

  private func deploy(_ target: WebhookTarget, _ event: WebhookEvent, _ tx: Transaction) throws -> Result {
    let (service, id) = (target.deployable.id, delivery.id)
    guard try tx.webhookDeliveries.take(id: id, application: service, now: now) else {
      return .skipped("This delivery was received already")
    }
    let decisions = decisions ?? EventDecisions(event)
    switch decisions.decision(on: target) {
    case .skip(let message):
      try tx.webhookDeliveries.decide(id: id, application: service, decision: "skipped: \(message)")
      return .skipped(message)
    case .disabled:
      try tx.webhookDeliveries.decide(id: id, application: service, decision: "disabled")
      return .skipped("Automatic deployments are disabled")
    case .deploy:
      let request = DeploymentRequest(
        deployable: target.deployable,
        title: DeploymentTitle.ofCommit(message: event.title) ?? WebhookEvent.unknownTitle,
        description: event.commit.map { "Hash: \($0)" } ?? "", commit: event.commit)
      let queued = try DeploymentQueue.enqueue(tx, request, now: now)
      try tx.webhookDeliveries.decide(
        id: id, application: service, decision: WebhookDelivery.deployed, deployment: queued.id)
      return .queued(queued)
    }
  }

  /// What was made of it goes on with its new name.
  private func rename(_ before: RepositoryPath, _ tx: Transaction) throws -> String {
    guard let path = call.repository, path != before else { return "The repository has the same name" }
    var names: [String] = []
    for target in try tx.webhookTargets(of: provider, repository: before.full) {
      var application = try tx.applications.find(target.deployable.id)
      application?.source.rename(at: provider.kind, owner: path.owner, repository: path.name)
      if let application { try tx.applications.update(application) }
      var stack = try tx.composeStacks.find(target.deployable.id)
      stack?.source.rename(at: provider.kind, owner: path.owner, repository: path.name)
      if let stack { try tx.composeStacks.update(stack) }
      names.append(target.deployable.name)
    }
    guard !names.isEmpty else { return "Nothing here is made of \(before.full)" }
    return "\(before.full) is \(path.full) now: \(names.joined(separator: ", ")) follow"
  }

  private static func message(_ event: WebhookEvent, _ count: Int, _ reasons: [String]) -> String {
    let why = reasons.isEmpty ? "" : " (\(reasons.prefix(20).joined(separator: "; ")))"
    guard case .tag(let tag) = event.kind else {
      return (count == 0 ? "No apps to deploy" : "Deployed \(count) apps") + why
    }
    return (count == 0 ? "No apps configured to deploy on tag" : "Deployed \(count) apps based on tag \(tag)") + why
  }
}
