/// Says "look again": when an event concerns what is watched, and every few seconds in case one got lost.
package struct Wakes: Sendable {
  private let signals: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let events: AsyncStream<Event>

  /// Events count from now on: make it before the first look.
  package init(_ bus: any EventBus) {
    events = bus.events()
    (signals, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    continuation.yield()
  }

  /// Calls `look` at first and at every wake until it gives an answer. Several wakes during one look are one.
  package func untilAnswer<Answer: Sendable>(
    atLeastEvery interval: Duration, when concerns: @escaping @Sendable (Event) -> Bool,
    _ look: () async throws -> Answer?
  ) async throws -> Answer {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for await event in events where concerns(event) { continuation.yield() } }
      group.addTask {
        while true {
          try await Task.sleep(for: interval)
          continuation.yield()
        }
      }
      defer { group.cancelAll() }
      for await _ in signals {
        if let answer = try await look() { return answer }
      }
      throw CancellationError()
    }
  }
}
