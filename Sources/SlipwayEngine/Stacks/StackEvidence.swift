import SlipwayCore
import SlipwayHost

/// Gathers what is known of a stack that failed, before it is undone.
struct StackEvidence: Sendable {
  let engine: Engine
  let snapshot: DeploymentSnapshot
  let stack: ComposeStack

  func collect(_ error: any Error, _ step: DeploymentStep, _ file: StackFile) async -> Evidence {
    let runner = try? StackPlace(engine, stack.id, appName: stack.appName).runner(file.kind)
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
    return Evidence(
      step: step, summary: summary, advice: advice, exitCode: container?.exitCode,
      isOutOfMemory: container?.isOutOfMemory ?? false,
      dockerMessage: problem?.dockerMessage ?? container?.error ?? (error as? ReleaseProblem)?.dockerMessage
        ?? (error as? SlipwayError)?.details["docker"],
      containerLog: lines, changes: changes(to: file), isPreviousServing: snapshot.isPreviousServing)
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
