import Foundation
import SlipwayCore
import Testing

@testable import SlipwayEngine

/// Jobs that are leased and have not begun.
@Suite struct JobHandTests {
  private let hand = JobHand()
  private let soon = Date()

  private func job(_ id: String, pool: String = "upkeep", lease: TimeInterval = 15) -> Job {
    var job = Job(id: ID(id), kind: "act", pool: pool, arguments: "{}", availableAt: soon, createdAt: soon)
    job.leaseUntil = soon.addingTimeInterval(lease)
    return job
  }

  private func begin() -> String? { hand.begin(leasedBeyond: soon.addingTimeInterval(5))?.id.rawValue }

  @Test func `As many of a pool begin as have a place, in their order`() {
    hand.add(["a", "b", "c"].map { job($0) } + [job("d", pool: "builds")], slots: ["upkeep": 2, "builds": 1])
    #expect([begin(), begin(), begin(), begin()] == ["a", "b", "d", nil])
    #expect(hand.count == 1)
    hand.end(job("d", pool: "builds"))
    #expect(begin() == nil)
    hand.end(job("a"))
    #expect(begin() == "c")
    #expect(hand.count == 0)
  }

  @Test func `Fewer places end nothing that is at work`() {
    hand.add(["a", "b", "c"].map { job($0) }, slots: ["upkeep": 2])
    #expect([begin(), begin()] == ["a", "b"])
    hand.add([], slots: ["upkeep": 1])
    hand.end(job("a"))
    #expect(begin() == nil)
    hand.end(job("b"))
    #expect(begin() == "c")
  }

  @Test func `What is about to be somebody else's does not begin`() {
    hand.add([job("a", lease: 4), job("b")], slots: ["upkeep": 2])
    #expect(begin() == "b")
    #expect(hand.count == 0)
  }

  @Test func `What has waited too long is taken from it, and what is put back may begin`() {
    hand.add([job("a"), job("b")], slots: ["upkeep": 1])
    #expect(begin() == "a")
    #expect(hand.take(after: .seconds(60)).isEmpty)
    let stale = hand.take(after: .zero)
    #expect(stale.map(\.id.rawValue) == ["b"])
    hand.end(job("a"))
    #expect(begin() == nil)
    hand.add(stale)
    #expect(begin() == "b")
  }
}
