package import ServiceLifecycle
import SlipwayCore
import Synchronization

/// Whether this process is the one, of all that share a store, that looks after what there is once: the proxy, orphans,
/// leftovers.
package final class Leadership: Sendable {
  private struct State {
    var isLeader: Bool
    var watchers: [Int: AsyncStream<Bool>.Continuation] = [:]
    var next = 0
  }
  private let state: Mutex<State>

  /// - Parameter isLeader: at first; a process that shares its store with nobody is from the beginning.
  package init(isLeader: Bool) { state = Mutex(State(isLeader: isLeader)) }

  package var isLeader: Bool { state.withLock { $0.isLeader } }

  /// - Returns: whether it is news.
  @discardableResult
  package func set(_ isLeader: Bool) -> Bool {
    state.withLock { state in
      guard state.isLeader != isLeader else { return false }
      state.isLeader = isLeader
      for watcher in state.watchers.values { watcher.yield(isLeader) }
      return true
    }
  }

  /// Returns when it is so; at once when it is so already.
  func wait(for wanted: Bool) async throws {
    let (changes, continuation) = AsyncStream.makeStream(of: Bool.self, bufferingPolicy: .bufferingNewest(1))
    let key = state.withLock { state in
      state.next += 1
      state.watchers[state.next] = continuation
      continuation.yield(state.isLeader)
      return state.next
    }
    defer { _ = state.withLock { $0.watchers.removeValue(forKey: key) } }
    for await isLeader in changes where isLeader == wanted { return }
    throw CancellationError()
  }
}

/// A service that runs only while its process leads.
package struct Led: Service {
  private let service: any Service
  private let leadership: Leadership

  package init(_ service: any Service, by leadership: Leadership) {
    self.service = service
    self.leadership = leadership
  }

  package func run() async throws {
    try await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try await leadership.wait(for: true)
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await service.run() }
          group.addTask { try await leadership.wait(for: false) }
          try await group.next()
          group.cancelAll()
        }
      }
    }
  }
}
