import SlipwayCore
import Testing

@testable import SlipwayEngine

/// One at a time at the agent of a server.
@Suite struct AgentTurnsTests {
  /// Who is at a server.
  private actor Crowd {
    private var now = 0
    private(set) var most = 0

    func enter() {
      now += 1
      most = max(most, now)
    }

    func leave() { now -= 1 }
  }

  @Test func `a set-up and a caretaker are never at one server at once`() async throws {
    let turns = AgentTurns()
    let crowd = Crowd()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<10 {
        group.addTask {
          try await turns.take(ID("one")) {
            await crowd.enter()
            try await Task.sleep(for: .milliseconds(2))
            await crowd.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await crowd.most == 1)
  }

  @Test func `the error of one is none of the next`() async throws {
    let turns = AgentTurns()
    await #expect(throws: SlipwayError.self) {
      try await turns.take(ID("one")) { () -> Int in throw SlipwayError(.conflict, "no") }
    }
    let answer = try await turns.take(ID("one")) { 1 }
    #expect(answer == 1)
  }
}
