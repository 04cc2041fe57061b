import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// What deleted services have left, by a Docker Engine that has these volumes.
@Suite struct LeftVolumesTests {
  private static let application = ID<Deployable>("app1")

  /// A volume as Docker lists it.
  private static func volume(_ name: String, _ labels: [String: String] = [:]) -> String {
    let words = labels.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ")
    return #"{"Name": "\#(name)", "CreatedAt": "2026-01-31T12:00:00Z", "Labels": {\#(words)}}"#
  }

  private static func with(
    _ volumes: [String], _ body: (EngineFixture, LeftVolumes, FakeDocker) async throws -> Void
  ) async throws {
    try await FakeDocker.with({ request in
      switch request.path {
      case "/volumes": FakeDocker.Answer(200, #"{"Volumes": [\#(volumes.joined(separator: ","))]}"#)
      case "/system/df":
        FakeDocker.Answer(
          200, #"{"Volumes": [{"Name": "left", "UsageData": {"Size": 4096, "RefCount": 0}}, {"Name": "other"}]}"#)
      case _ where request.method == "DELETE": FakeDocker.Answer(204)
      default: nil
      }
    }) { fake, _ in
      try await EngineFixture.with(docker: fake.host, { $0.id = application }) { fixture in
        try await body(fixture, try LeftVolumes(fixture.engine, of: fixture.application.organizationID), fake)
      }
    }
  }

  @Test func `what nothing mounts any more is listed, with its size when that is asked for`() async throws {
    try await Self.with([Self.volume("left")]) { fixture, left, fake async throws in
      let found = try await left.all()
      #expect(found.map(\.name) == ["left"])
      #expect(found[0].createdAt == Date(timeIntervalSince1970: 1_769_860_800))
      #expect(found[0].size == nil)
      #expect(try await left.all(isMeasured: true).map(\.size) == [4096])
      let filters = fake.requests.first?.query["filters"] ?? ""
      #expect(filters.contains("dangling") && filters.contains(fixture.application.organizationID.rawValue))
    }
  }

  @Test func `what a service, a kept release or a restore has is not left over`() async throws {
    let volumes = [
      Self.volume("mounted"), Self.volume("released"), Self.volume("in-a-file"),
      Self.volume("restoring", [ReleaseLabels.role: "backup"]),
      Self.volume("of-a-stack", [ReleaseLabels.deployable: Self.application.rawValue]),
      Self.volume("of-a-deleted-stack", [ReleaseLabels.deployable: "gone"]),
    ]
    try await Self.with(volumes) { fixture, left, _ async throws in
      let application = fixture.application
      let mount = Mount(
        organizationID: application.organizationID, deployableID: application.id, type: .volume,
        volumeName: "mounted", mountPath: "/data")
      let release = try await fixture.release()
      try await fixture.engine.store.write { tx in
        try tx.mounts.insert(mount)
        var stored = release
        stored.spec = Secret(#"{"Mounts":[{"Source":"released"}],"file":"{\"source\":\"in-a-file\"}"}"#)
        try tx.releases.update(stored)
      }
      #expect(try await left.all().map(\.name) == ["of-a-deleted-stack"])
    }
  }

  @Test func `what a volume is of is told without its passwords, and forgotten when it is deleted`() async throws {
    try await Self.with([Self.volume("left")]) { fixture, left, _ async throws in
      let organization = fixture.application.organizationID
      var secrets = DatabaseSecrets()
      secrets.password = Secret("kept-password")
      let held = HeldDatabase(
        name: "main", settings: DatabaseSettings(engine: .postgres, dockerImage: "postgres:15"), secrets: secrets)
      try await fixture.engine.store.write { tx in
        try tx.volumeClaims.claim("left", for: organization)
        try tx.volumeClaims.hold(held, in: "left", of: organization)
      }
      let found = try await left.all()
      #expect(found.first?.holds?.words == "PostgreSQL 15 of main")
      #expect(!String(decoding: try JSONEncoder().encode(found), as: UTF8.self).contains("kept-password"))
      try await left.delete("left")
      #expect(try await fixture.engine.store.read { try $0.volumeClaims.held("left", of: organization) } == nil)
    }
  }

  @Test func `one that is mounted says by whom`() async throws {
    try await Self.with([Self.volume("left")]) { fixture, left, fake async throws in
      let application = fixture.application
      try await fixture.engine.store.write {
        try $0.mounts.insert(
          Mount(
            organizationID: application.organizationID, deployableID: application.id, type: .volume,
            volumeName: "mounted", mountPath: "/data"))
      }
      let error = await #expect(throws: SlipwayError.self) { try await left.delete("mounted") }
      #expect(error?.code == .conflict)
      #expect(error?.message.contains("mounted by \(application.name)") == true)
      #expect(!fake.requests.contains { $0.method == "DELETE" })
    }
  }

  @Test func `only what is left over is deleted, and its name is free again`() async throws {
    try await Self.with([Self.volume("left")]) { fixture, left, fake async throws in
      let organization = fixture.application.organizationID
      try await fixture.engine.store.write { try $0.volumeClaims.claim("left", for: organization) }
      let error = await #expect(throws: SlipwayError.self) { try await left.delete("another") }
      #expect(error?.code == .notFound)
      #expect(!fake.requests.contains { $0.method == "DELETE" })
      try await left.delete("left")
      #expect(fake.requests.last { $0.method == "DELETE" }?.path == "/volumes/left")
      #expect(try await fixture.engine.store.read { try $0.volumeClaims.find("left") } == nil)
    }
  }
}
