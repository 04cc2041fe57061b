import Foundation
import SlipwayCore
import SlipwayHost

/// Waits for the tasks of a service that was given them back.
struct ServiceArrival: Sendable {
  let docker: DockerClient
  let limit: Duration

  /// Returns when all that are wanted run.
  /// - Parameter began: what ended before is no sign of anything.
  /// - Throws: ``SlipwayError`` `commandFailed` with the reason when they do not.
  func wait(_ spec: ServiceSpec, since began: Date) async throws {
    let clock = ContinuousClock.now
    var reason: String?
    while ContinuousClock.now - clock < limit {
      let tasks = try await docker.listTasks(service: spec.Name).map(TaskFact.init)
        .filter { !$0.hasEnded || ($0.since ?? .distantPast) > began }
      switch TaskJudgement(tasks: tasks, wanted: TaskJudgement.Wanted(spec), isFinal: spec.endsForGood).verdict {
      case .running, .working, .completed: return
      case .failed(let task): throw Self.failure(task.error ?? "a container ended at once")
      case .waiting(let words): reason = words ?? reason
      }
      try await Task.sleep(for: .milliseconds(150))
    }
    throw Self.failure(reason ?? "it did not run within \(limit.inWords)")
  }

  private static func failure(_ reason: String) -> SlipwayError {
    SlipwayError(
      .commandFailed,
      "It could not be started: \(reason). Its log says more; deploy it again to mend it.")
  }
}
