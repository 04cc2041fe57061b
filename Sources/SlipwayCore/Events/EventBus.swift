import Synchronization

/// Carries live events between the parts of Slipway: in memory here, over PostgreSQL or Redis between processes.
package protocol EventBus: Sendable {
  /// Tells everybody who listens now. Never waits, never fails.
  func publish(_ event: Event)
  /// Everything published from now on. A slow reader loses the oldest events, never blocks a publisher.
  func events() -> AsyncStream<Event>
}

/// The bus of one process.
package final class MemoryEventBus: EventBus {
  private struct State {
    var listeners: [Int: AsyncStream<Event>.Continuation] = [:]
    var next = 0
  }
  private let state = Mutex(State())
  private let capacity: Int

  /// - Parameter capacity: how many events wait for a slow reader before the oldest is dropped.
  package init(capacity: Int = 1024) { self.capacity = capacity }

  package func publish(_ event: Event) {
    let listeners = state.withLock { Array($0.listeners.values) }
    for listener in listeners { listener.yield(event) }
  }

  package func events() -> AsyncStream<Event> {
    let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(capacity))
    let key = state.withLock { state in
      state.next += 1
      state.listeners[state.next] = continuation
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      _ = self?.state.withLock { $0.listeners.removeValue(forKey: key) }
    }
    return stream
  }
}
