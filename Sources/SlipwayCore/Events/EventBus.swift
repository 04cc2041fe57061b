import Synchronization

/// Carries live events between the parts of Slipway: in memory here, over PostgreSQL or Redis between processes.
package protocol EventBus: Sendable {
  /// Tells everybody who listens now. Never waits, never fails.
  func publish(_ event: Event)
  /// Everything published from now on. A slow reader loses the oldest events, never blocks a publisher.
  func events() -> AsyncStream<Event>
  /// How it stands between the processes.
  var state: BusState { get }
  /// Whether ``Event/jobQueued`` comes to one process only, which passes it on when it has taken a job.
  var wakesOne: Bool { get }
  /// Takes no more wake-ups: this process is about to end.
  func takeNoMore()
  /// Sends what waits; then nothing comes in or goes out any more.
  func close() async
}

extension EventBus {
  package var state: BusState { BusState(carrier: .memory, isConnected: true, lost: 0) }
  package var wakesOne: Bool { false }
  package func takeNoMore() {}
  package func close() async {}
}

/// How a bus stands.
package struct BusState: Sendable, Hashable {
  /// What carries events between processes.
  package enum Carrier: String, Sendable {
    case memory, postgres, redis
  }
  package var carrier: Carrier
  /// Whether it hears the others now.
  package var isConnected: Bool
  /// How many events could not be sent since the start.
  package var lost: Int

  package init(carrier: Carrier, isConnected: Bool, lost: Int) {
    self.carrier = carrier
    self.isConnected = isConnected
    self.lost = lost
  }
}

/// The bus of one process.
package final class MemoryEventBus: EventBus {
  private struct State {
    var listeners: [Int: AsyncStream<Event>.Continuation] = [:]
    var next = 0
  }
  private let listening = Mutex(State())
  private let capacity: Int

  /// - Parameter capacity: how many events wait for a slow reader before the oldest is dropped.
  package init(capacity: Int = 1024) { self.capacity = capacity }

  package func publish(_ event: Event) {
    let listeners = listening.withLock { Array($0.listeners.values) }
    for listener in listeners { listener.yield(event) }
  }

  package func events() -> AsyncStream<Event> {
    let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(capacity))
    let key = listening.withLock { state in
      state.next += 1
      state.listeners[state.next] = continuation
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      _ = self?.listening.withLock { $0.listeners.removeValue(forKey: key) }
    }
    return stream
  }
}
