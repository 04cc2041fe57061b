import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import Testing

@testable import SlipwayEngine

struct UploadSourceTests {
  @Test func `An upload that does not build leaves the one that serves`() async throws {
    try await uploading { fixture in
      let serving = try await upload(fixture, "serves")
      try await fixture.release(of: serving)
      let broken = try await upload(fixture, "is broken")
      let rebuild = try await fixture.enqueue { $0.kind = .rebuild }
      #expect(rebuild.upload == serving.id)
      #expect(try await fetch(rebuild, fixture) == "serves")
      #expect(try await fetch(broken, fixture) == "is broken")
    }
  }

  @Test func `A deploy builds the newest upload, and it is written down which`() async throws {
    try await uploading { fixture in
      try await fixture.release(of: try await upload(fixture, "old"))
      let newest = try await upload(fixture, "new")
      let deployment = try await fixture.enqueue()
      #expect(try await fetch(deployment, fixture) == "new")
      #expect(try await fixture.deployment(deployment.id).upload == newest.id)
    }
  }

  @Test func `What a rollback brought back is rebuilt from its own upload`() async throws {
    try await uploading { fixture in
      let target = try await fixture.release(.previous, of: try await upload(fixture, "earlier"))
      try await fixture.release(.previous, of: try await upload(fixture, "later"))
      let rollback = try await fixture.enqueue {
        $0.kind = .rollback
        $0.releaseID = target.id
      }
      try await fixture.release(.current, of: rollback)
      #expect(try await fetch(try await fixture.enqueue { $0.kind = .rebuild }, fixture) == "earlier")
    }
  }

  @Test func `Without an upload the person is asked for one`() async throws {
    try await uploading { fixture in
      let deployment = try await fixture.enqueue()
      let failure = await #expect(throws: DeploymentFailure.self) { try await fetch(deployment, fixture) }
      #expect(failure?.evidence.summary == "zip: nothing was uploaded for this application yet.")
    }
  }

  private func uploading(_ body: (EngineFixture) async throws -> Void) async throws {
    try await EngineFixture.with({ $0.source.sourceType = .drop }, body)
  }

  private func upload(_ fixture: EngineFixture, _ text: String) async throws -> Deployment {
    let deployment = try await fixture.enqueue { $0.hasUpload = true }
    var zip = ZipBytes()
    zip.add("index.html", text)
    let folders = fixture.engine.folders
    try FileManager.default.createDirectory(atPath: folders.uploads, withIntermediateDirectories: true)
    try Data(zip.bytes()).write(to: URL(fileURLWithPath: folders.upload(of: deployment.id)))
    return deployment
  }

  /// - Returns: what the page says that was fetched.
  private func fetch(_ deployment: Deployment, _ fixture: EngineFixture) async throws -> String {
    let engine = fixture.engine
    let context = StageContext(
      engine: engine, host: try engine.hosts.thisMachine(),
      snapshot: try await DeploymentSnapshot.load(engine.store, deployment),
      log: DeploymentLog(engine: engine, deployment: deployment.id),
      steps: StepRecorder(engine: engine, deployment: deployment))
    guard case .checkout(let checkout) = try await UploadSource().fetch(context) else { return "no checkout" }
    return try String(contentsOfFile: checkout.directory + "/index.html", encoding: .utf8)
  }
}
