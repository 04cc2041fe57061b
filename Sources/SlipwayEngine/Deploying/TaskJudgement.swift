import Foundation
import SlipwayCore

/// What the tasks of a service, seen at one moment, say of the release: pure, so that every case can be told in a test.
package struct TaskJudgement: Sendable, Hashable {
  /// How a service is wanted to run.
  package enum Wanted: Sendable, Hashable {
    case replicas(Int)
    /// One on each node.
    case global
    /// Tasks that run to their end: how often, `nil` is once on each node.
    case job(Int?)
  }

  /// Where the release stands.
  package enum Verdict: Sendable, Hashable {
    /// Not all tasks run yet; Docker's reason when there is one.
    case waiting(String?)
    /// The tasks of a job run: to their end they take what they take.
    case working
    /// All that are wanted run: their containers.
    case running(Set<String>)
    /// A job came to its end.
    case completed
    /// It will not run; the task that proves it.
    case failed(TaskFact)
  }

  package var verdict: Verdict
  /// Tasks that ended although they should serve.
  package var ended: Int

  /// - Parameter isFinal: Swarm does not start a task again that ended (`restartPolicy` `none`).
  package init(tasks: [TaskFact], wanted: Wanted, isFinal: Bool = false) {
    if case .job(let count) = wanted {
      (verdict, ended) = Self.judgeJob(tasks, count: count)
      return
    }
    let ends = tasks.filter(\.hasEnded)
    ended = ends.count
    if let rejected = ends.first(where: Self.isRefusal) {
      verdict = .failed(rejected)
    } else if let last = Self.hopeless(ends, afterEnds: isFinal ? 1 : 2) {
      verdict = .failed(last)
    } else {
      verdict = Self.progress(of: tasks, wanted: wanted)
    }
  }

  private static func progress(of tasks: [TaskFact], wanted: Wanted) -> Verdict {
    let present = tasks.filter { $0.isWanted && !$0.hasEnded }
    let running = present.filter { $0.state == .running }
    let count: Int
    if case .replicas(let replicas) = wanted { count = replicas } else { count = max(1, present.count) }
    if running.count >= count { return .running(Set(running.map { $0.container ?? $0.id })) }
    return .waiting(present.compactMap(\.error).first { !$0.isEmpty })
  }

  private static func judgeJob(_ tasks: [TaskFact], count: Int?) -> (Verdict, Int) {
    let ends = tasks.filter { $0.hasEnded && $0.state != .complete }
    if let last = ends.first(where: isRefusal) ?? hopeless(ends, afterEnds: 2) { return (.failed(last), ends.count) }
    let complete = tasks.filter { $0.state == .complete }.count
    let wanted = count ?? max(1, Set(tasks.map(\.node)).count)
    if complete >= wanted { return (.completed, ends.count) }
    let running = tasks.filter { $0.isWanted && $0.state == .running }.count
    return (complete + running >= wanted ? .working : .waiting(tasks.compactMap(\.error).first), ends.count)
  }

  /// The newest end of a replica that ended so often: one may wait for its database and come back.
  private static func hopeless(_ ends: [TaskFact], afterEnds count: Int) -> TaskFact? {
    let places = Dictionary(grouping: ends) { "\($0.slot)/\($0.slot == 0 ? $0.node ?? "" : "")" }
    return places.values.filter { $0.count >= count }.joined().max(by: isOlder)
  }

  /// Docker refused it for good: no such image, no such folder. What it says when the network was busy passes by itself.
  private static func isRefusal(_ task: TaskFact) -> Bool {
    guard task.state == .rejected else { return false }
    let passing = ["address already in use", "network sandbox", "context deadline exceeded"]
    let error = (task.error ?? "").lowercased()
    return !passing.contains { error.contains($0) }
  }

  static func isOlder(_ one: TaskFact, _ other: TaskFact) -> Bool {
    (one.since ?? .distantPast) < (other.since ?? .distantPast)
  }
}
