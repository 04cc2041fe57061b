import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import Testing

struct CaretakersTests {
  @Test func `Jobs whose lease ran out are freed`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let past = Date().addingTimeInterval(-60)
      _ = try await fixture.engine.store.write {
        try $0.jobs.claim(ClaimRequest(owner: "dead", pools: ["builds": 1], now: Date(), leaseUntil: past))
      }
      #expect(try await LeaseCaretaker(engine: fixture.engine).runOnce() == 1)
      #expect(try await fixture.job(deployment.id).state == .queued)
      #expect(try await LeaseCaretaker(engine: fixture.engine).runOnce() == 0)
    }
  }

  @Test func `A deployment whose job has ended is given one again`() async throws {
    try await EngineFixture.with { fixture in
      let deployment = try await fixture.enqueue()
      let job: ID<Job> = ID(deployment.id.rawValue)
      try await fixture.engine.store.write { tx in
        _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Date())
        _ = try tx.jobs.cancelQueued(job)
      }
      #expect(try await LeaseCaretaker(engine: fixture.engine).runOnce() == 1)
      #expect(try await fixture.job(deployment.id).state == .queued)
      #expect(try await LeaseCaretaker(engine: fixture.engine).runOnce() == 0)
    }
  }

  @Test func `Sessions that expired are removed`() async throws {
    try await EngineFixture.with { fixture in
      let organization = fixture.application.organizationID
      try await fixture.engine.store.write { tx in
        let user = try tx.organizations.one(organization).ownerID
        for (digest, age) in [("old", -60.0), ("young", 3600)] {
          try tx.sessions.insert(
            Session(
              tokenDigest: digest, userID: user, organizationID: organization,
              expiresAt: Date().addingTimeInterval(age), createdAt: Date()))
        }
      }
      #expect(try await SessionCaretaker(engine: fixture.engine).runOnce() == 1)
      #expect(try await SessionCaretaker(engine: fixture.engine).runOnce() == 0)
    }
  }
}
