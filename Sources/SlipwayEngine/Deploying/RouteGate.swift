import SlipwayCore
import SlipwayHost

/// Asks the proxy, as a browser would, whether a domain is answered by the new release.
struct RouteGate: Sendable {
  let configuration: Configuration
  /// Whose proxy is asked.
  let machine: Machine
  let times: ReleaseTimes
  let log: DeploymentLog
  /// A running task of the release that a domain leads to.
  let task: @Sendable (Domain) async throws -> TaskFact?

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

  /// Asks past the real routes until the release answers. That it takes connections is not enough: the kernel does so
  /// for a process that hangs.
  /// - Parameters:
  ///   - nonce: of the probe that is in the proxy's file.
  ///   - limit: how long it is asked.
  /// - Returns: what it answered, for comparison.
  /// - Throws: ``ReleaseProblem``.
  func probe(_ domain: Domain, nonce: String, limit: Duration) async throws -> ProbeAnswer {
    try await until(limit, domain) { deadline in
      try await attempt(domain, within: deadline, headers: [RouteProbe.header: nonce]) {
        ProbeJudgement(probing: nonce, answer: $0)
      }
    }
  }

  /// Asks as anybody would, after the switch.
  /// - Parameter probed: what the release answered to the probe.
  /// - Throws: ``ReleaseProblem`` when the proxy does not have the route, or nobody answers behind it.
  func ask(_ domain: Domain, probed: ProbeAnswer) async throws {
    guard domain.customEntrypoint == nil else { return }
    _ = try await until(times.proxy, domain) { deadline in
      try await attempt(domain, within: deadline, headers: [:]) { ProbeJudgement(plain: $0, probed: probed) }
    }
  }

  private func until(
    _ limit: Duration, _ domain: Domain, _ attempt: (Duration) async throws -> Attempt
  ) async throws -> ProbeAnswer {
    let begun = ContinuousClock.now
    var patience = Duration.seconds(5)
    var hasHinted = false
    while true {
      // The first answer of a new process may take long; one request is given ever more of the time that is left.
      let left = limit - (ContinuousClock.now - begun)
      let result = try await attempt(max(min(patience, left), .milliseconds(500)))
      if case .answered(let answer) = result { return answer }
      if case .slow = result { patience *= 2 }
      let elapsed = ContinuousClock.now - begun
      if elapsed >= limit { throw await problem(result, domain) }
      if !hasHinted, elapsed > .seconds(5) {
        hasHinted = true
        await hint(domain)
      }
      try await Task.sleep(for: elapsed < .seconds(3) ? .milliseconds(50) : .milliseconds(250))
    }
  }

  private func attempt(
    _ domain: Domain, within deadline: Duration, headers: [String: String], judge: (ProbeAnswer) -> ProbeJudgement
  ) async throws -> Attempt {
    let isSecure = domain.https && domain.customEntrypoint == nil
    do {
      let answer = try await ProxyProbe(deadline: deadline, address: machine.address).request(
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
    guard let task = (try? await task(domain)) ?? nil else { return (nil, nil) }
    return (await ContainerSockets(host: machine.host).table(of: task)?.finding(port: domain.port), task)
  }

  private func hint(_ domain: Domain) async {
    let advice = FailureAdvice.unanswered(domain, finding: await finding(domain).finding)
    await log.line("Not answering yet. \(advice.summary)")
  }

  /// What Docker says of the newest task of the proxy that did not come to run.
  private func proxyTrouble() async -> String? {
    let name = ProxyService.name(instance: configuration.instance)
    let tasks = try? await machine.docker.listTasks(service: name).map(TaskFact.init)
    let failed = tasks?.filter { !($0.error ?? "").isEmpty } ?? []
    return failed.max(by: TaskJudgement.isOlder)?.error
  }

  private func problem(_ attempt: Attempt, _ domain: Domain) async -> ReleaseProblem {
    let (finding, task) = await finding(domain)
    switch attempt {
    case .noProxy:
      let said = await proxyTrouble()
      return ReleaseProblem(
        advice: .noProxy(
          port: configuration.httpPort, instance: configuration.instance,
          place: machine.server.map { _ in "\(machine.host.name) (\(machine.address))" }, said: said), task: task,
        dockerMessage: said)
    case .noRoute:
      return ReleaseProblem(advice: .noRoute(domain), task: task)
    case .answered, .unanswered, .slow:
      return ReleaseProblem(advice: .unanswered(domain, finding: finding), task: task)
    }
  }
}
