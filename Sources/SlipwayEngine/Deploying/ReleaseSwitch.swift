import SlipwayCore
import SlipwayHost

/// Proves that the domains are answered by a release, then points them at it.
struct ReleaseSwitch: Sendable {
  let routes: Routes
  let gate: RouteGate
  let deployable: ID<Deployable>
  let target: RouteTarget
  let domains: [Domain]
  let times: ReleaseTimes

  /// Asks every domain past the real routes until the release answers.
  /// - Throws: ``ReleaseProblem`` of the first domain that is not answered in time.
  func verify() async throws {
    guard !domains.isEmpty else { return }
    let probe = RouteProbe(service: target)
    // An attempt before a crash may have pointed the routes here already: what it replaces may not run any more.
    let isPointedAt = try await routes.served(deployable) == target.name
    try await routes.stage(deployable, probe: probe, serving: isPointedAt ? target : nil)
    // A moment longer than the tasks have: what is wrong with them says more than an unanswered domain.
    _ = try await probeAll(probe, limit: times.start + times.monitor + .seconds(1))
  }

  /// Points the real routes at the release; returns when the proxy has taken them over and answers from it.
  func switchOver() async throws {
    guard !domains.isEmpty else { return }
    let probe = RouteProbe(service: target)
    try await routes.stage(deployable, probe: probe, serving: target)
    let answers = try await probeAll(probe, limit: times.proxy)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for domain in domains {
        guard let answer = answers[domain.id] else { continue }
        group.addTask { try await gate.ask(domain, probed: answer) }
      }
      for try await _ in group {}
    }
  }

  /// - Returns: what each domain answered.
  private func probeAll(_ probe: RouteProbe, limit: Duration) async throws -> [ID<Domain>: ProbeAnswer] {
    try await withThrowingTaskGroup(of: (ID<Domain>, ProbeAnswer).self) { group in
      for domain in domains {
        group.addTask { (domain.id, try await gate.probe(domain, nonce: probe.nonce, limit: limit)) }
      }
      var answers: [ID<Domain>: ProbeAnswer] = [:]
      for try await (id, answer) in group { answers[id] = answer }
      return answers
    }
  }
}
