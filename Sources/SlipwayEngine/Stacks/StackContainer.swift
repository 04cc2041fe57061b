package import Foundation
package import SlipwayCompose
import SlipwayCore

/// What was seen of one container of a compose stack, or of one task of its Swarm services.
package struct StackContainer: Sendable, Hashable, Codable {
  package var id: String
  /// The container's name; of a task, its service and number.
  package var name: String
  /// The key of its service in the file that runs.
  package var key: String
  /// Docker's word: `running`, `exited`, `restarting`, `created` …
  package var state: String
  /// What its health check says; `nil` without one.
  package var health: String?
  package var exitCode: Int?
  package var isOutOfMemory = false
  package var restarts = 0
  /// Docker's own words of what went wrong.
  package var error: String?
  package var pid: Int?
  /// Of a task: its container.
  package var container: String?
  package var since: Date?

  package init(id: String, name: String, key: String, state: String) {
    self.id = id
    self.name = name
    self.key = key
    self.state = state
  }

  /// It serves, as far as Docker can tell.
  package var isReady: Bool { state == "running" && (health ?? "none") != "starting" && health != "unhealthy" }

  package var isRunning: Bool { state == "running" }
}

/// What one look at a service says of it.
package enum StackVerdict: Sendable, Hashable {
  /// Not all are there yet; why, when that is known.
  case waiting(String?)
  /// All that are wanted are ready: which they are, and how often each was started again.
  case running([String: Int])
  /// It ran to its end and was meant to.
  case completed
  case failed(StackContainer)
}

extension StackVerdict {
  /// Judges the containers of one service: pure.
  /// - Parameters:
  ///   - restarts: how often each container had been started again before this release.
  package init(
    _ service: StackFile.Service, _ containers: [StackContainer], wanted: Int, restarts: [String: Int] = [:]
  ) {
    guard wanted > 0 else {
      self = .completed
      return
    }
    if let failed = containers.first(where: { Self.isFailed($0, service, before: restarts[$0.id] ?? 0) }) {
      self = .failed(failed)
      return
    }
    let ended = containers.filter { $0.state == "exited" }
    if !ended.isEmpty, ended.count == containers.count, ended.count >= wanted {
      self = .completed
      return
    }
    let ready = containers.filter(\.isReady)
    if ready.count >= wanted {
      self = .running(Dictionary(ready.map { ($0.id, $0.restarts) }, uniquingKeysWith: { first, _ in first }))
    } else {
      let slow = containers.first { !$0.isReady }
      self = .waiting(
        slow.map { $0.health == "starting" ? "its health check has not passed yet" : "it is \($0.state)" })
    }
  }

  private static func isFailed(_ container: StackContainer, _ service: StackFile.Service, before: Int) -> Bool {
    if container.health == "unhealthy" || container.restarts - before >= 2 || container.state == "dead" {
      return true
    }
    guard container.state == "exited" else { return false }
    // What is asked for its health, or has an address, is there to stay.
    return container.exitCode != 0 || service.hasDomain || service.hasHealthcheck
  }
}

extension TaskFact {
  /// As the task of a service, for what asks about sockets.
  init(_ container: StackContainer) {
    self.init(id: container.id, state: container.isRunning ? .running : .unknown, container: container.container)
    pid = container.pid
  }
}
