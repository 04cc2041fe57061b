import SlipwayCore
import SlipwayHost

/// Watches a release's tasks until all have run for the monitor window, and as long as its domains are not answered; polls
/// Docker only meanwhile.
struct HealthGate: Sendable {
  let docker: DockerClient
  let service: String
  let wanted: TaskJudgement.Wanted
  /// Swarm does not start a task again that ended.
  var isFinal = false
  let times: ReleaseTimes
  let log: DeploymentLog
  /// Whether whatever else is awaited has come; the tasks are watched at least until then.
  var isAwaited: @Sendable () -> Bool = { false }

  /// What was seen so far.
  private struct Progress {
    let begun = ContinuousClock.now
    /// The containers that run, their number of ends, and since when it is so.
    var steady: (containers: Set<String>, ended: Int, since: ContinuousClock.Instant)?
    /// Since when no node can take a task.
    var stuckSince: ContinuousClock.Instant?
    var reason: String?
    /// When Docker last said anything of the tasks.
    var heard = ContinuousClock.now
    /// Of a server: why it does not answer.
    var silence: String?
    var ended = 0
    var isAnnounced = false
  }

  /// Returns when the release is healthy.
  /// - Throws: ``ReleaseProblem``; `CancellationError`.
  func wait() async throws {
    var progress = Progress()
    while true {
      if let tasks = try await tasks(&progress) {
        progress.heard = .now
        if try await judge(tasks, &progress) { return }
      } else if ContinuousClock.now - progress.heard >= times.start {
        throw ReleaseProblem(advice: .silent(seconds: times.startSeconds, words: progress.silence))
      }
      try await Task.sleep(for: times.poll)
    }
  }

  /// - Returns: `nil` when Docker did not answer: it may be restarting, which takes less than a start may take.
  private func tasks(_ progress: inout Progress) async throws -> [TaskFact]? {
    do {
      return try await docker.listTasks(service: service).map(TaskFact.init)
    } catch let error as SlipwayError where [.unreachable, .timeout].contains(error.code) {
      progress.silence = error.details["server"] == nil ? nil : error.message
      return nil
    }
  }

  /// - Returns: whether the release is healthy.
  private func judge(_ tasks: [TaskFact], _ progress: inout Progress) async throws -> Bool {
    let judgement = TaskJudgement(tasks: tasks, wanted: wanted, isFinal: isFinal)
    try await note(judgement, tasks, &progress)
    let now = ContinuousClock.now
    switch judgement.verdict {
    case .failed(let task):
      throw ReleaseProblem(task: task, dockerMessage: task.error)
    case .completed:
      return true
    case .running(let containers):
      return try await isSteady(containers, judgement, &progress, now)
    case .working:
      return false
    case .waiting(let reason):
      progress.steady = nil
      progress.reason = reason ?? progress.reason
      try checkStuck(reason, &progress, now)
      try checkDeadline(times.start, tasks, progress, now)
      return false
    }
  }

  private func isSteady(
    _ containers: Set<String>, _ judgement: TaskJudgement, _ progress: inout Progress, _ now: ContinuousClock.Instant
  ) async throws -> Bool {
    if let steady = progress.steady, steady.containers == containers, steady.ended == judgement.ended {
      return now - steady.since >= times.monitor && !isAwaited()
    }
    progress.steady = (containers, judgement.ended, now)
    if !progress.isAnnounced, !containers.isEmpty {
      progress.isAnnounced = true
      await log.line("\(containers.count) of \(containers.count) running; watching for \(times.monitor.inWords).")
    }
    return false
  }

  /// Says in the log what a person would want to see while it happens.
  private func note(_ judgement: TaskJudgement, _ tasks: [TaskFact], _ progress: inout Progress) async throws {
    if judgement.ended > progress.ended, let task = tasks.filter(\.hasEnded).max(by: TaskJudgement.isOlder) {
      await log.line("A container ended: \(task.error ?? task.state.rawValue).")
    }
    progress.ended = judgement.ended
    if case .waiting(let reason?) = judgement.verdict, reason != progress.reason, reason.contains("no suitable node")
    {
      await log.line("Waiting: \(reason).")
    }
  }

  private func checkStuck(
    _ reason: String?, _ progress: inout Progress, _ now: ContinuousClock.Instant
  ) throws {
    guard let reason, reason.contains("no suitable node") else {
      progress.stuckSince = nil
      return
    }
    let since = progress.stuckSince ?? now
    progress.stuckSince = since
    guard now - since >= times.patience else { return }
    throw ReleaseProblem(advice: .late(seconds: times.startSeconds, reason: reason), dockerMessage: reason)
  }

  private func checkDeadline(
    _ limit: Duration, _ tasks: [TaskFact], _ progress: Progress, _ now: ContinuousClock.Instant
  ) throws {
    guard now - progress.begun >= limit else { return }
    let newest = tasks.max(by: TaskJudgement.isOlder)
    throw ReleaseProblem(
      advice: .late(seconds: times.startSeconds, reason: progress.reason), task: newest,
      dockerMessage: progress.reason ?? newest?.error)
  }
}
