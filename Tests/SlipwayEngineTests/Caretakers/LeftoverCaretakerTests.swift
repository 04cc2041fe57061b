import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

struct LeftoverCaretakerTests {
  @Test func `Folders of deployments that ended are removed, those at work stay`() async throws {
    try await looking { fixture in
      let ended = try await fixture.enqueue()
      let atWork = try await fixture.enqueue()
      let folders = fixture.engine.folders
      for id in [ended.id, atWork.id] {
        try FileManager.default.createDirectory(atPath: folders.work(of: id), withIntermediateDirectories: true)
      }
      #expect(try await LeftoverCaretaker(fixture.engine).runOnce() == 1)
      #expect(!FileManager.default.fileExists(atPath: folders.work(of: ended.id)))
      #expect(FileManager.default.fileExists(atPath: folders.work(of: atWork.id)))
    }
  }

  @Test(arguments: PassingWork.allCases)
  func `A folder of what is neither a deployment nor a run stays while it is worked in`(_ work: PassingWork)
    async throws
  {
    try await looking { fixture in
      let path = "\(fixture.engine.folders.work)/\(work.folderName)"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      #expect(try await LeftoverCaretaker(fixture.engine).runOnce() == 0)
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `An upload stays while it is built, serves, can be gone back to or is the newest`() async throws {
    try await looking { fixture in
      let previous = try await upload(fixture, .previous)
      let serving = try await upload(fixture, .current)
      let broken = try await upload(fixture)
      let newest = try await upload(fixture)
      try make(fixture, ID("coming"), age: 60)
      try make(fixture, ID("forgotten"), age: 7200)
      #expect(try await LeftoverCaretaker(fixture.engine).runOnce() == 2)
      let left = try FileManager.default.contentsOfDirectory(atPath: fixture.engine.folders.uploads)
      #expect(Set(left) == Set([previous, serving, newest, ID("coming")].map { "\($0).zip" }))
      #expect(!left.contains("\(broken).zip"))
    }
  }

  @Test func `Old images are removed by a job in the lane, and by none beside a deployment`() async throws {
    try await looking(images: ["slipway/web-abc123:d-old", "slipway/other:d-old", "postgres:17"]) { fixture in
      let release = try await fixture.release()
      #expect(try await LeftoverCaretaker(fixture.engine).runOnce() == 1)
      let jobs = try await fixture.engine.store.read { try $0.jobs.active() }
      #expect(jobs.map(\.kind) == ["retire"] && jobs.first?.lane == "deployable:\(release.deployableID)")
      #expect(try await LeftoverCaretaker(fixture.engine).runOnce() == 0)
    }
  }

  @Test func `Nothing is queued for images that are kept`() async throws {
    try await looking(images: ["slipway/web-abc123:d-now"]) { fixture in
      var release = try await fixture.release()
      release.imageReference = "slipway/web-abc123:d-now"
      let fixed = release
      try await fixture.engine.store.write { try $0.releases.update(fixed) }
      #expect(try await LeftoverCaretaker(fixture.engine).runOnce() == 0)
    }
  }

  private func looking(images: [String] = [], _ body: @escaping (EngineFixture) async throws -> Void) async throws {
    let list = images.map { #"{"Id":"sha256:1","RepoTags":["\#($0)"]}"# }.joined(separator: ",")
    try await FakeDocker.with { request in
      request.path == "/images/json" ? .init(200, "[\(list)]") : nil
    } _: { fake, _ in
      try await EngineFixture.with(docker: fake.host) { try await body($0) }
    }
  }

  /// A deployment that came with a zip and has ended, with a release in this state or none.
  private func upload(_ fixture: EngineFixture, _ state: Release.State? = nil) async throws -> ID<Deployment> {
    let deployment = try await fixture.enqueue { $0.hasUpload = true }
    if let state { try await fixture.release(state, of: deployment) }
    try await fixture.engine.store.write { tx in
      _ = try tx.jobs.cancelQueued(ID(deployment.id.rawValue))
      _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Date())
      _ = try tx.deployments.finish(deployment.id, status: state == nil ? .error : .done, now: Date())
    }
    try make(fixture, deployment.id, age: 7200)
    return deployment.id
  }

  private func make(_ fixture: EngineFixture, _ id: ID<Deployment>, age: Double) throws {
    let folders = fixture.engine.folders
    try FileManager.default.createDirectory(atPath: folders.uploads, withIntermediateDirectories: true)
    #expect(
      FileManager.default.createFile(
        atPath: folders.upload(of: id), contents: Data("zip".utf8),
        attributes: [.modificationDate: Date().addingTimeInterval(-age)]))
  }
}
