import SlipwayCore
import SlipwayHost

/// Asks the proxy, as a browser would, whether a domain is answered by the new release.
struct RouteGate: Sendable {
  let configuration: Configuration
  let host: any Host
  let service: String
  let times: ReleaseTimes
  let log: DeploymentLog

  /// What an attempt came to.
  private enum Attempt {
    case answered(ProbeAnswer)
    case noRoute
    case unanswered
    /// The application took the request and did not answer in time.
    case slow
    /// Nobody listens on the proxy's port.
    case noProxy
  }

  /// Asks past the real routes until the release answers.
  /// - Parameters:
  ///   - nonce: of the probe that is in the proxy's file.
  ///   - limit: how long it is asked.
  /// - Returns: what it answered, for comparison; `nil` when it takes connections but answers slowly.
  /// - Throws: ``ReleaseProblem``.
  func probe(_ domain: Domain, nonce: String, limit: Duration) async throws -> ProbeAnswer? {
    let begun = ContinuousClock.now
    var hasHinted = false
    while true {
      let attempt = try await probeOnce(domain, nonce)
      if case .answered(let answer) = attempt { return answer }
      let elapsed = ContinuousClock.now - begun
      if case .slow = attempt, await finding(domain).finding == .accepting {
        await log.line("\(domain.host) takes connections; its first answer is slow.")
        return nil
      }
      if elapsed >= limit { throw await problem(attempt, domain) }
      if !hasHinted, elapsed > .seconds(5) {
        hasHinted = true
        await hint(domain)
      }
      try await Task.sleep(for: elapsed < .seconds(3) ? .milliseconds(50) : .milliseconds(250))
    }
  }

  /// Asks as anybody would, after the switch.
  /// - Parameter probed: what the release answered to the probe.
  /// - Throws: ``ReleaseProblem`` when the proxy does not have the route, or nobody answers behind it.
  func ask(_ domain: Domain, probed: ProbeAnswer?) async throws {
    guard domain.customEntrypoint == nil, let probed else { return }
    let begun = ContinuousClock.now
    while true {
      let attempt = try await askOnce(domain, probed)
      switch attempt {
      case .answered, .slow: return
      case .noRoute, .unanswered, .noProxy:
        guard ContinuousClock.now - begun < .seconds(3) else { throw await problem(attempt, domain) }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  private func probeOnce(_ domain: Domain, _ nonce: String) async throws -> Attempt {
    try await attempt(domain, headers: [RouteProbe.header: nonce]) { ProbeJudgement(probing: nonce, answer: $0) }
  }

  private func askOnce(_ domain: Domain, _ probed: ProbeAnswer) async throws -> Attempt {
    try await attempt(domain, headers: [:]) { ProbeJudgement(plain: $0, probed: probed) }
  }

  private func attempt(
    _ domain: Domain, headers: [String: String], judge: (ProbeAnswer) -> ProbeJudgement
  ) async throws -> Attempt {
    let isSecure = domain.https && domain.customEntrypoint == nil
    do {
      let answer = try await ProxyProbe().request(
        scheme: isSecure ? .https : .http, host: domain.host, path: domain.path, headers: headers,
        port: isSecure ? configuration.httpsPort : configuration.httpPort)
      return switch judge(answer) {
      case .answered: .answered(answer)
      case .noRoute: .noRoute
      case .unanswered: .unanswered
      }
    } catch let error as SlipwayError {
      return error.code == .timeout ? .slow : .noProxy
    }
  }

  private func finding(_ domain: Domain) async -> (finding: SocketTable.Finding?, task: TaskFact?) {
    let tasks = (try? await host.docker.listTasks(service: service).map(TaskFact.init)) ?? []
    guard let task = tasks.first(where: { $0.state == .running }) else { return (nil, nil) }
    return (await ContainerSockets(host: host).table(of: task)?.finding(port: domain.port), task)
  }

  private func hint(_ domain: Domain) async {
    let advice = FailureAdvice.unanswered(domain, finding: await finding(domain).finding)
    await log.line("Not answering yet. \(advice.summary)")
  }

  private func problem(_ attempt: Attempt, _ domain: Domain) async -> ReleaseProblem {
    let (finding, task) = await finding(domain)
    switch attempt {
    case .noProxy:
      return ReleaseProblem(
        advice: .noProxy(port: configuration.httpPort, instance: configuration.instance), task: task)
    case .noRoute:
      return ReleaseProblem(advice: .noRoute(domain), task: task)
    case .answered, .unanswered, .slow:
      return ReleaseProblem(advice: .unanswered(domain, finding: finding), task: task)
    }
  }
}
