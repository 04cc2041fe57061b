import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures

@Suite(.timeLimit(.minutes(1)))
struct JobEndTests {
  /// What a caller is told of a job, once for each state, in a word.
  private func word(_ state: JobEnd.State) -> String {
    switch state {
    case .ended(let problem): "ended \(problem ?? "well")"
    case .failing(let problem): "failing \(problem)"
    case .atWork: "at work"
    }
  }

  private func job(_ test: TestCall) async throws -> Job {
    let job = Job(
      organizationID: test.acme.organization.id, kind: "test", lane: "lane", pool: "test", arguments: "{}",
      availableAt: TestCall.now, createdAt: TestCall.now)
    try await test.store.write { try $0.jobs.enqueue(job) }
    return job
  }

  private func claim(_ tx: Transaction) throws {
    _ = try tx.jobs.claim(
      ClaimRequest(
        owner: "me", pools: ["test": 1], now: TestCall.now, leaseUntil: TestCall.now.addingTimeInterval(60)))
  }

  @Test func `A job that has ended is told with the sentence of why`() async throws {
    let test = try await TestCall.make()
    let job = try await job(test)
    try await test.store.write { tx in
      try self.claim(tx)
      try tx.jobs.finish(job.id, owner: "me", state: .failed, error: "No disk.")
    }
    let end = JobEnd(job.id, test.call(as: test.acme.caller()))
    #expect(word(try await end.wait(for: .seconds(5))) == "ended No disk.")
  }

  @Test func `One that failed and is tried again is failing`() async throws {
    let test = try await TestCall.make()
    let job = try await job(test)
    try await test.store.write { tx in
      try self.claim(tx)
      try tx.jobs.retry(job.id, owner: "me", at: TestCall.now, error: "Not yet.")
    }
    let end = JobEnd(job.id, test.call(as: test.acme.caller()))
    #expect(word(try await end.wait(for: .seconds(5))) == "failing Not yet.")
  }

  @Test func `One that is gone belonged to something that is gone`() async throws {
    let test = try await TestCall.make()
    let end = JobEnd(ID("nothing"), test.call(as: test.acme.caller()))
    #expect(word(try await end.wait(for: .seconds(5))) == "ended well")
  }

  @Test func `Who waits is woken by the end`() async throws {
    let test = try await TestCall.make()
    let job = try await job(test)
    let end = JobEnd(job.id, test.call(as: test.acme.caller()))
    async let state = end.wait(for: .seconds(60))
    try await test.store.write { tx in
      try self.claim(tx)
      try tx.jobs.finish(job.id, owner: "me", state: .finished)
    }
    test.engine.bus.publish(.jobMoved(job.id))
    #expect(word(try await state) == "ended well")
  }

  @Test func `One that takes longer is still at work`() async throws {
    let test = try await TestCall.make()
    let job = try await job(test)
    let end = JobEnd(job.id, test.call(as: test.acme.caller()))
    #expect(word(try await end.wait(for: .milliseconds(60))) == "at work")
  }
}
