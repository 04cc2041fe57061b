import Foundation
import ServiceLifecycle
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// Shows a deployment's log to somebody who pushed it, until it ends; the same lines that the dashboard shows, with the same
/// secrets masked.
struct PushFollower: Sendable {
  /// Proxies give up on connections that say nothing for a minute.
  private static let breath = Duration.seconds(10)
  private static let patience = Duration.seconds(3600)
  private static let batch = 50
  private static let evidenceLines = 20
  let engine: Engine
  let caller: Caller
  let terminal: PushTerminal
  /// What links to the dashboard begin with.
  let baseURL: String

  /// - Returns: why the push is refused after all; `nil` when what was pushed serves or will.
  /// - Throws: what writing to a terminal that is gone throws.
  func follow(_ id: ID<Deployment>) async throws -> String? {
    let followed = Followed()
    do {
      let deployment = try await cancelWhenGracefulShutdown {
        try await Deadline.run(within: Self.patience, what: "Following the deployment") {
          try await watch(id, followed)
        }
      }
      return try await conclude(deployment)
    } catch let error as SlipwayError where error.code == .timeout {
      try await terminal.say("The deployment is still at work. \(baseURL)/deployments/\(id) shows how it ends.")
    } catch let error as SlipwayError where error.code == .forbidden {
      try await terminal.say(error.message)
      return "access ended"
    } catch is CancellationError {
      try await terminal.say("Slipway stops; the deployment goes on when it is back. \(baseURL)/deployments/\(id)")
    }
    return nil
  }

  /// How far the log was shown.
  private actor Followed {
    var sequence = 0
    func reach(_ sequence: Int) { self.sequence = sequence }
  }

  private func watch(_ id: ID<Deployment>, _ followed: Followed) async throws -> Deployment {
    let user = caller.user.id
    let isNews: @Sendable (Event) -> Bool = { Deployment.isNews($0, of: id) || $0 == .accessEnded(user) }
    return try await Wakes(engine.bus).untilAnswer(atLeastEvery: Self.breath, when: isNews) {
      guard try await AccessWatch(engine: engine, caller: caller).isAllowed() else {
        throw SlipwayError(.forbidden, "Your access has ended; the deployment goes on.")
      }
      // The status first: lines that came before it became final are found below.
      let deployment = try await engine.store.read { try $0.deployments.one(id) }
      try await show(id, followed)
      return deployment.status.isFinal ? deployment : nil
    }
  }

  private func show(_ id: ID<Deployment>, _ followed: Followed) async throws {
    var isSilent = true
    while true {
      let sequence = await followed.sequence
      let chunks = try await engine.store.read {
        try $0.deploymentLogs.chunks(of: id, after: sequence, limit: Self.batch)
      }
      for chunk in chunks { try await terminal.say(chunk.text) }
      guard let last = chunks.last else { break }
      await followed.reach(last.sequence)
      isSilent = false
    }
    if isSilent { try await terminal.stayAlive() }
  }

  private func conclude(_ deployment: Deployment) async throws -> String? {
    switch deployment.status {
    case .done:
      try await terminal.say(try await addresses(deployment))
      return nil
    case .superseded:
      try await terminal.say("Superseded: a newer deployment takes its place.")
      return nil
    case .cancelled:
      try await terminal.say("Cancelled: what served before still does.")
      return "deployment cancelled"
    case .error, .queued, .running:
      try await terminal.say(Self.text(of: deployment, baseURL: baseURL))
      return "deployment failed"
    }
  }

  /// Where it answers.
  private func addresses(_ deployment: Deployment) async throws -> String {
    let domains = try await engine.store.read { try $0.domains.all(of: deployment.deployableID) }
    let places = domains.filter(\.isEnabled).map { domain in
      let (port, usual) = domain.https ? (engine.configuration.httpsPort, 443) : (engine.configuration.httpPort, 80)
      let path = domain.path == "/" ? "" : domain.path
      return "\(domain.https ? "https" : "http")://\(domain.host)\(port == usual ? "" : ":\(port)")\(path)"
    }
    guard !places.isEmpty else {
      return "Deployed. It has no domain yet: \(baseURL)/applications/\(deployment.deployableID)/domains"
    }
    return places.map { "Deployed: \($0)" }.joined(separator: "\n")
  }

  /// The evidence, behind the log that has said most of it.
  static func text(of deployment: Deployment, baseURL: String) -> String {
    var lines = ["", "Failed: " + (deployment.evidence?.summary ?? deployment.errorMessage ?? "the log has more.")]
    if let evidence = deployment.evidence {
      if let code = evidence.exitCode { lines.append("Exit code \(code)") }
      if let message = evidence.dockerMessage { lines.append(message) }
      lines += evidence.containerLog.suffix(evidenceLines).map { "  " + $0 }
      if let advice = evidence.advice { lines.append(advice) }
      lines.append(evidence.isPreviousServing ? "The version before still serves." : "Nothing serves now.")
    }
    lines.append("\(baseURL)/deployments/\(deployment.id)")
    return lines.joined(separator: "\n")
  }
}
