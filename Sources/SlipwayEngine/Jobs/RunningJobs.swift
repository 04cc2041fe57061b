import SlipwayCore
import Synchronization

/// The jobs that this process is running, each with the handle that cancels it.
final class RunningJobs: Sendable {
  private struct Run {
    var task: Task<Void, any Error>
    /// Leased once more while this run was not over.
    var isLeasedAgain = false
  }
  private let runs = Mutex<[ID<Job>: Run]>([:])

  var isEmpty: Bool { runs.withLock { $0.isEmpty } }

  var count: Int { runs.withLock { $0.count } }

  func add(_ id: ID<Job>, _ task: Task<Void, any Error>) { runs.withLock { $0[id] = Run(task: task) } }

  /// Notes that a job was leased again that runs still.
  /// - Returns: whether it does.
  func leaseAgain(_ id: ID<Job>) -> Bool {
    runs.withLock { runs in
      runs[id]?.isLeasedAgain = true
      return runs[id] != nil
    }
  }

  /// - Returns: whether it was leased again meanwhile: nobody has begun with that lease.
  @discardableResult
  func remove(_ id: ID<Job>) -> Bool { runs.withLock { $0.removeValue(forKey: id)?.isLeasedAgain ?? false } }

  func cancel(_ id: ID<Job>) { runs.withLock { $0[id] }?.task.cancel() }

  func cancelAll() {
    for run in runs.withLock({ Array($0.values) }) { run.task.cancel() }
  }
}
