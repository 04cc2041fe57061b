import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Watches what a stack runs until every service is healthy, stays up, or has come to the end that it was meant to.
struct StackGate: Sendable {
  let runner: any StackRunner
  let file: StackFile
  let look: StackLook
  let times: ReleaseTimes
  let log: DeploymentLog?
  /// Whether whatever else is awaited has come; the stack is watched at least until then.
  var isAwaited: @Sendable () -> Bool = { false }

  /// Returns when all is well for the monitor window.
  /// - Throws: ``StackProblem`` of the first service that is not.
  func wait() async throws {
    let begun = ContinuousClock.now
    var steady: (state: [String: StackVerdict], since: ContinuousClock.Instant)?
    var told: Set<String> = []
    var answered = begun
    while true {
      let verdicts = try await verdicts()
      if verdicts == nil { try checkSilence(answered) } else { answered = ContinuousClock.now }
      if let verdicts {
        try await fail(verdicts)
        await tell(verdicts, &told)
        let now = ContinuousClock.now
        if let waiting = Self.waiting(in: verdicts) {
          steady = nil
          try await checkDeadline(begun, waiting)
        } else if steady?.state != verdicts {
          steady = (verdicts, now)
        } else if let since = steady?.since, now - since >= times.monitor, !isAwaited() {
          return
        }
      }
      try await Task.sleep(for: times.poll * 2)
    }
  }

  /// - Returns: `nil` when Docker did not answer: it may be restarting.
  private func verdicts() async throws -> [String: StackVerdict]? {
    do {
      return try await runner.look(file, look)
    } catch let error as SlipwayError where [.unreachable, .timeout].contains(error.code) {
      return nil
    }
  }

  /// Docker may restart meanwhile; it may not stay away.
  private func checkSilence(_ since: ContinuousClock.Instant) throws {
    guard ContinuousClock.now - since >= times.start else { return }
    throw StackProblem(
      summary: "Docker has not answered for \(times.start.inWords), so that nobody knows whether the services run.",
      advice: "Look after the Docker Engine of this server, then deploy again.")
  }

  private static func waiting(in verdicts: [String: StackVerdict]) -> (service: String, reason: String?)? {
    for (name, verdict) in verdicts.sorted(by: { $0.key < $1.key }) {
      if case .waiting(let reason) = verdict { return (name, reason) }
    }
    return nil
  }

  private func fail(_ verdicts: [String: StackVerdict]) async throws {
    for (name, verdict) in verdicts.sorted(by: { $0.key < $1.key }) {
      guard case .failed(let container) = verdict else { continue }
      throw StackProblem(
        summary: Self.sentence(name, container), advice: Self.advice(container), service: name, container: container,
        dockerMessage: container.error)
    }
  }

  private static func sentence(_ name: String, _ container: StackContainer) -> String {
    if container.isOutOfMemory { return "The service '\(name)' was stopped because it used more memory than it may." }
    if container.health == "unhealthy" { return "The health check of the service '\(name)' failed." }
    guard let code = container.exitCode else { return "The service '\(name)' did not stay running." }
    return code == 0
      ? "The service '\(name)' ended by itself (exit code 0) although it should serve."
      : "The service '\(name)' ended with exit code \(code)."
  }

  private static func advice(_ container: StackContainer) -> String {
    if container.isOutOfMemory { return "Raise its memory limit in the file, or make it use less." }
    if container.health == "unhealthy" {
      return "Look at its last lines below, and check the command and the times of its health check."
    }
    return "Its last lines below say why."
  }

  private func checkDeadline(_ begun: ContinuousClock.Instant, _ waiting: (service: String, reason: String?))
    async throws
  {
    let grace = file.services[waiting.service]?.startPeriod ?? 0
    let limit = times.start + .seconds(grace)
    guard ContinuousClock.now - begun >= limit else { return }
    let key = file.services[waiting.service]?.key
    let container = try? await runner.containers().first { $0.key == key && !$0.isReady }
    throw StackProblem(
      summary: "The service '\(waiting.service)' did not become ready within \(limit.inWords)"
        + (waiting.reason.map { ": \($0)." } ?? "."),
      advice:
        "Look at its last lines below. If it only needs longer, raise the start time in the settings or its health "
        + "check's start_period.",
      service: waiting.service, container: container, dockerMessage: container?.error)
  }

  private func tell(_ verdicts: [String: StackVerdict], _ told: inout Set<String>) async {
    for (name, verdict) in verdicts.sorted(by: { $0.key < $1.key }) {
      let line: String? =
        switch verdict {
        case .running: "\(name) is \(file.services[name]?.hasHealthcheck ?? false ? "healthy" : "running")."
        case .completed: "\(name) has run to its end."
        case .waiting, .failed: nil
        }
      guard let line, told.insert(line).inserted else { continue }
      await log?.line(line)
    }
  }
}
