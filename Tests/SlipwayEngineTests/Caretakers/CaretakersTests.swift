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

  @Test func `Folders of deployments that ended are removed, those at work stay`() async throws {
    try await EngineFixture.with { fixture in
      let ended = try await fixture.enqueue()
      let atWork = try await fixture.enqueue()
      let folders = fixture.engine.folders
      for path in [folders.work(of: ended.id), folders.work(of: atWork.id), folders.uploads] {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      for path in [folders.upload(of: atWork.id), folders.upload(of: ID("coming"))] {
        #expect(FileManager.default.createFile(atPath: path, contents: Data("zip".utf8)))
      }
      #expect(try await LogCaretaker(engine: fixture.engine).runOnce() == 1)
      #expect(!FileManager.default.fileExists(atPath: folders.work(of: ended.id)))
      #expect(FileManager.default.fileExists(atPath: folders.work(of: atWork.id)))
      #expect(FileManager.default.fileExists(atPath: folders.upload(of: atWork.id)))
      #expect(FileManager.default.fileExists(atPath: folders.upload(of: ID("coming"))))
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
