package import Foundation

/// What Docker was seen to do for a service, beside what is wanted of it.
struct ObservedService: Sendable, Hashable {
  /// One task.
  struct Task: Sendable, Hashable {
    var slot: Int
    /// Docker's word: `running`, `failed`, ….
    var state: String
    var isRunning: Bool
    var message: String?
    var container: String?
    var since: Date?
  }

  var wanted: Int
  var tasks: [Task]

  var running: Int { tasks.count(where: \.isRunning) }

  /// Why fewer run than are wanted, by the newest task that does not.
  var trouble: Task? { running < wanted ? tasks.first { !$0.isRunning && $0.message != nil } : nil }
}
