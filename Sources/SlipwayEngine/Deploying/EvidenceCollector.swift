import SlipwayCore
import SlipwayHost

/// Gathers what is known of a failed release before it is removed.
struct EvidenceCollector: Sendable {
  /// Enough to see a stack trace.
  static let lines = 200

  let docker: DockerClient
  let snapshot: DeploymentSnapshot

  /// - Parameters:
  ///   - plan: `nil` when it failed before there was one.
  ///   - isPreviousServing: after everything was undone.
  func collect(_ error: any Error, step: DeploymentStep, plan: ReleasePlan?) async -> Evidence {
    let problem = error as? ReleaseProblem
    let task = await failedTask(problem, plan)
    let container = await container(of: task)
    let text = await containerLog(task, plan)
    let exitCode = container?.exitCode ?? task?.exitCode
    let isOutOfMemory = container?.isOutOfMemory ?? false
    let advice = advice(
      error, problem, task, (exitCode, isOutOfMemory, container?.isUnhealthy ?? false, !text.isEmpty))
    return Evidence(
      step: step, summary: advice.summary, advice: advice.advice,
      exitCode: [.complete, .failed].contains(task?.state) ? exitCode : nil, isOutOfMemory: isOutOfMemory,
      dockerMessage: problem?.dockerMessage ?? task?.error ?? (error as? SlipwayError)?.details["docker"],
      containerLog: text, changes: changes(plan),
      isPreviousServing: snapshot.isPreviousServing)
  }

  private func advice(
    _ error: any Error, _ problem: ReleaseProblem?, _ task: TaskFact?,
    _ facts: (exitCode: Int?, isOutOfMemory: Bool, isUnhealthy: Bool, hasLog: Bool)
  ) -> FailureAdvice {
    if let advice = problem?.advice, !facts.isOutOfMemory { return advice }
    if let task, problem != nil {
      return FailureAdvice(
        task: task, exitCode: facts.exitCode, isOutOfMemory: facts.isOutOfMemory, isUnhealthy: facts.isUnhealthy,
        memoryLimit: snapshot.application.runtime.memoryLimit, hasLog: facts.hasLog)
    }
    let message = (error as? SlipwayError)?.message ?? String(describing: error)
    return FailureAdvice(summary: message, advice: nil)
  }

  private func changes(_ plan: ReleasePlan?) -> [Evidence.Change] {
    guard let plan, let before = plan.previous else { return [] }
    return SpecDifference.changes(
      from: before.spec.reveal(), to: plan.release.spec.reveal(),
      hasPlacement: snapshot.application.runtime.placementSwarm != nil)
  }

  /// The task that proves the failure, or else the newest one.
  private func failedTask(_ problem: ReleaseProblem?, _ plan: ReleasePlan?) async -> TaskFact? {
    if let task = problem?.task { return task }
    guard let plan, problem != nil else { return nil }
    let tasks = try? await docker.listTasks(service: plan.release.serviceName).map(TaskFact.init)
    return tasks?.max(by: TaskJudgement.isOlder)
  }

  private func container(of task: TaskFact?) async -> (exitCode: Int?, isOutOfMemory: Bool, isUnhealthy: Bool)? {
    guard let id = task?.container, let found = try? await docker.inspectContainer(id) else { return nil }
    let hasEnded = !(found.State.Running ?? false)
    let isUnhealthy = found.State.Health?.Status == "unhealthy"
    return (hasEnded ? found.State.ExitCode : nil, found.State.OOMKilled ?? false, isUnhealthy)
  }

  /// The container's own last lines; where it is gone or on another node, what Swarm still has of the service.
  private func containerLog(_ task: TaskFact?, _ plan: ReleasePlan?) async -> [String] {
    if let id = task?.container, let lines = try? await docker.lastLines(container: id, count: Self.lines),
      !lines.isEmpty
    {
      return lines
    }
    guard let plan else { return [] }
    return (try? await docker.lastLines(service: plan.release.serviceName, count: Self.lines)) ?? []
  }
}
