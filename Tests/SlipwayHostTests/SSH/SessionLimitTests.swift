import SlipwayCore
@testable import SlipwayHost
import Synchronization
import Testing

@Suite struct SessionLimitTests {
  @Test func `No more than the limit are inside at once`() async throws {
    let limit = SessionLimit(3)
    let (inside, most) = (Mutex(0), Mutex(0))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 {
        group.addTask {
          try await limit.with(1 + number % 3) {
            let now = inside.withLock {
              $0 += 1 + number % 3; return $0
            }
            most.withLock { $0 = max($0, now) }
            await Task.yield()
            inside.withLock { $0 -= 1 + number % 3 }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(most.withLock { $0 } <= 3 && inside.withLock { $0 } == 0)
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
