import SlipwayCompose
import SlipwayCore
import SlipwayHost

/// Gathers what is known of a stack that failed, before it is undone.
struct StackEvidence: Sendable {
  let engine: Engine
  let snapshot: DeploymentSnapshot
  let stack: ComposeStack

  func collect(_ error: any Error, _ step: DeploymentStep, _ file: StackFile) async -> Evidence {
    let runner = try? await StackPlace(engine, stack).runner(file.kind)
    let problem = error as? StackProblem
    var container = problem?.container
    if container == nil, problem != nil { container = await culprit(runner, file) }
    var lines: [String] = []
    if let container { lines = (try? await runner?.lastLines(container, count: EvidenceCollector.lines)) ?? [] }
    if lines.isEmpty { lines = problem?.lines ?? [] }
    var (summary, advice) = words(error)
    if problem?.service == nil, let container, let name = file.names[container.key] {
      summary = "The service '\(name)' \(Self.end(of: container)). \(summary)"
      advice = "The last lines of '\(name)' below say why."
    }
    var evidence = Evidence(
      step: step, summary: summary, advice: advice, exitCode: container?.exitCode,
      isOutOfMemory: container?.isOutOfMemory ?? false,
      dockerMessage: problem?.dockerMessage ?? container?.error ?? (error as? ReleaseProblem)?.dockerMessage
        ?? (error as? SlipwayError)?.details["docker"],
      containerLog: lines, changes: changes(to: file), isPreviousServing: snapshot.isPreviousServing)
    if let runner, problem != nil {
      evidence.services = await others(
        runner, file, besides: problem?.service ?? container.flatMap { file.names[$0.key] })
    }
    return evidence
  }

  /// More than a page of them says nothing more.
  private static let most = 8

  /// What else is not well: often a service fails because of another one.
  private func others(_ runner: any StackRunner, _ file: StackFile, besides failed: String?) async -> [Evidence
    .Service]
  {
    let containers = Dictionary(grouping: (try? await runner.containers()) ?? [], by: \.key)
    var found: [Evidence.Service] = []
    for (name, service) in file.services.sorted(by: { $0.key < $1.key })
    where name != failed && file.wanted(name, stack.settings.services) > 0 && found.count < Self.most {
      let own = containers[service.key] ?? []
      guard !own.isEmpty else {
        found.append(Evidence.Service(name: name, state: "not started"))
        continue
      }
      guard let ill = own.first(where: { !$0.isReady && !($0.state == "exited" && $0.exitCode == 0) }) else {
        continue
      }
      let lines = try? await runner.lastLines(ill, count: 40)
      found.append(
        Evidence.Service(
          name: name, state: ill.health ?? ill.state, exitCode: ill.exitCode, message: ill.error,
          lastLines: lines ?? []))
    }
    return found
  }

  /// What Compose waited for in vain.
  private func culprit(_ runner: (any StackRunner)?, _ file: StackFile) async -> StackContainer? {
    let containers = (try? await runner?.containers()) ?? []
    return containers.filter { file.names[$0.key] != nil }.first {
      $0.health == "unhealthy" || ($0.state == "exited" && $0.exitCode != 0) || $0.state == "restarting"
    }
  }

  private static func end(of container: StackContainer) -> String {
    if container.isOutOfMemory { return "used more memory than it may" }
    if container.health == "unhealthy" { return "is unhealthy" }
    return container.exitCode.map { "ended with exit code \($0)" } ?? "did not stay running"
  }

  private func words(_ error: any Error) -> (summary: String, advice: String?) {
    switch error {
    case let problem as StackProblem: (problem.summary, problem.advice)
    case let problem as ReleaseProblem: (problem.advice?.summary ?? "It did not answer.", problem.advice?.advice)
    case let error as SlipwayError: (error.message, nil)
    default: ("Something unexpected happened.", "The server's log has more.")
    }
  }

  /// Which services are not as they were in the last good file.
  private func changes(to file: StackFile) -> [Evidence.Change] {
    guard let current = snapshot.current, let before = try? StackFile.read(current) else { return [] }
    return StackDifference.changes(from: before, to: file)
  }
}
