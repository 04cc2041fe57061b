import SlipwayCore
import Synchronization
import Testing

@testable import SlipwayEngine

/// One at a time at the agent of a server.
@Suite struct AgentTurnsTests {
  @Test func `a set-up and a caretaker are never at one server at once, and an error of one is none of the next`()
    async throws
  {
    let turns = AgentTurns()
    let most = Mutex((now: 0, most: 0))
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<10 {
        group.addTask {
          do {
            return try await turns.take(ID("one")) {
              most.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
              try await Task.sleep(for: .milliseconds(2))
              most.withLock { $0.now -= 1 }
              if number == 3 { throw SlipwayError(.conflict, "no") }
              return true
            }
          } catch is SlipwayError {
            return false
          }
        }
      }
      let ended = try await group.reduce(into: [Bool]()) { $0.append($1) }
      #expect(ended.count == 10 && ended.filter { !$0 }.count == 1)
    }
    #expect(most.withLock { $0.most } == 1)
  }
}
