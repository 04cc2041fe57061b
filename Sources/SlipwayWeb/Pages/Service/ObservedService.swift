import Foundation
import SlipwayEngine

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

  /// All of its containers, for their log.
  var name = ""
  var wanted: Int
  var tasks: [Task]

  var running: Int { tasks.count(where: \.isRunning) }

  /// Why fewer run than are wanted, by the newest task that does not.
  var trouble: Task? { running < wanted ? tasks.first { !$0.isRunning && $0.message != nil } : nil }
}

extension ObservedService {
  /// What is wanted now, and of what is not wanted any more the newest failures.
  init(_ state: ServiceState) {
    let present = state.tasks.filter(\.isWanted)
    let ended = state.tasks.filter { !$0.isWanted && $0.error != nil }.prefix(3)
    self.init(
      name: state.serviceName, wanted: state.wanted ?? present.count,
      tasks: (present.sorted { $0.slot < $1.slot } + ended).map(Task.init))
  }
}

extension ObservedService.Task {
  init(_ fact: TaskFact) {
    self.init(
      slot: fact.slot, state: fact.state.rawValue, isRunning: fact.state == .running && fact.isWanted,
      message: fact.error, container: fact.container, since: fact.since)
  }
}
