import Foundation
import SlipwayCore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayEngine

/// Ends that wait for the transaction that writes them.
@Suite struct JobEndsTests {
  private let ends = JobEnds()

  private func job(_ id: String) -> Job {
    Job(id: ID(id), kind: "act", pool: "upkeep", arguments: "{}", availableAt: Date(), createdAt: Date())
  }

  @Test func `The last of those at work rings for all of them`() async throws {
    let rings = Mutex(0)
    let ring: @Sendable () -> Void = { rings.withLock { $0 += 1 } }
    let tasks = (0..<3).map { number in
      Task { [ends, job] in try await ends.wait(for: job("\(number)"), atWork: { 3 }, ring) }
    }
    var taken: [JobEnds.End] = []
    try await eventually("all three are there") {
      taken += ends.take()
      return taken.count == 3
    }
    for end in taken { end.written.resume() }
    for task in tasks { #expect(try await task.value) }
  }

  @Test func `One that would wait for a long job rings after a moment`() async throws {
    let rings = Mutex(0)
    let task = Task { [ends, job] in
      try await ends.wait(for: job("short"), atWork: { 2 }) { rings.withLock { $0 += 1 } }
    }
    try await eventually("it rings") { rings.withLock { $0 } == 1 }
    for end in ends.take() { end.written.resume() }
    #expect(try await task.value)
  }

  @Test func `Nobody waits for a runner that stops`() async throws {
    let rings = Mutex(0)
    let task = Task { [ends, job] in
      try await ends.wait(for: job("a"), atWork: { 1 }) { rings.withLock { $0 += 1 } }
    }
    try await eventually("it waits") { rings.withLock { $0 } == 1 }
    for end in ends.close() { end.written.resume(throwing: JobEnds.Closed()) }
    #expect(try await !task.value)
    #expect(try await !ends.wait(for: job("b"), atWork: { 1 }) {})
  }
}
