import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct VolumeGuardTests {
  /// An engine whose Docker has one volume, `data`, with these labels.
  private func with(
    labels: [String: String], _ body: (EngineFixture, VolumeGuard) async throws -> Void
  ) async throws {
    let words = labels.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ")
    try await FakeDocker.with({ request in
      request.path == "/volumes/data" ? FakeDocker.Answer(200, "{\"Name\": \"data\", \"Labels\": {\(words)}}") : nil
    }) { _, client in
      try await EngineFixture.with { fixture in
        let organization = fixture.application.organizationID
        try await body(fixture, VolumeGuard(engine: fixture.engine, docker: client, organization: organization))
      }
    }
  }

  @Test func `a volume that was made for another organisation is neither mounted nor read nor filled`() async throws {
    try await with(labels: [ReleaseLabels.organization: "another"]) { fixture, volumes async throws in
      await #expect {
        try await volumes.check("data")
      } throws: { ($0 as? SlipwayError)?.details.keys.contains("volumeName") == true }
      let organization = fixture.application.organizationID
      // That it was claimed is not enough: only the server's owner gives away what is there.
      try await fixture.engine.store.write { try $0.volumeClaims.claim("data", for: organization) }
      await #expect(throws: SlipwayError.self) { try await volumes.check("data") }
      try await fixture.engine.store.write {
        try $0.volumeClaims.claim("data", for: organization, isAdopted: true)
      }
      #expect(try await volumes.check("data")?.Name == "data")
    }
  }

  @Test func `a volume that is made is the organisation's by its labels`() async throws {
    try await with(labels: [:]) { _, volumes async throws in
      #expect(try await volumes.check("nothing") == nil)
      let fresh = volumes.fresh("nothing")
      #expect(fresh.Labels?[ReleaseLabels.organization] == volumes.organization.rawValue)
      await #expect(throws: SlipwayError.self) { try await volumes.check("data") }
    }
  }
}
