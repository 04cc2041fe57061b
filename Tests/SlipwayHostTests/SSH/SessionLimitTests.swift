import SlipwayCore
@testable import SlipwayHost
import Synchronization
import Testing

/// Counts who is inside.
private final class Room: Sendable {
  private let state = Mutex((now: 0, most: 0))

  var now: Int { state.withLock { $0.now } }
  var most: Int { state.withLock { $0.most } }

  func enter(_ count: Int) {
    state.withLock { state in
      state.now += count
      state.most = max(state.most, state.now)
    }
  }
}

@Suite struct SessionLimitTests {
  @Test func `No more than the limit are inside at once`() async throws {
    let limit = SessionLimit(3)
    let room = Room()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 {
        let count = 1 + number % 3
        group.addTask {
          try await limit.with(count) {
            room.enter(count)
            await Task.yield()
            room.enter(-count)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(room.most <= 3 && room.now == 0)
  }

  @Test func `Who is cancelled while waiting leaves the others their turns`() async throws {
    let limit = SessionLimit(1)
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let first = Task { try await limit.with { for await _ in gate { break } } }
    let second = Task { try await limit.with {} }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    let third = Task { try await limit.with { 3 } }
    open.yield()
    try await first.value
    #expect(try await third.value == 3)
  }
}
