import SlipwayCore
import Synchronization

/// The jobs that this process is running, each with the handle that cancels it.
final class RunningJobs: Sendable {
  private let tasks = Mutex<[ID<Job>: Task<Void, any Error>]>([:])

  var isEmpty: Bool { tasks.withLock { $0.isEmpty } }

  var count: Int { tasks.withLock { $0.count } }

  func contains(_ id: ID<Job>) -> Bool { tasks.withLock { $0[id] != nil } }

  func add(_ id: ID<Job>, _ task: Task<Void, any Error>) { tasks.withLock { $0[id] = task } }

  func remove(_ id: ID<Job>) { tasks.withLock { _ = $0.removeValue(forKey: id) } }

  func cancel(_ id: ID<Job>) { tasks.withLock { $0[id] }?.cancel() }

  func cancelAll() {
    for task in tasks.withLock({ Array($0.values) }) { task.cancel() }
  }
}
