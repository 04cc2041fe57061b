import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// What a stack on a server has on both machines.
@Suite struct StackPlaceTests {
  private static let files = "/var/lib/slipway-server/slipway/stacks/shop/files"

  private func place(_ stand: ServerStand) async throws -> StackPlace {
    try StackPlace(
      stand.engine, try await stand.engine.machine(at: stand.server.id), stand.application.id, appName: "shop")
  }

  private func mount(_ text: String, of application: Application) -> Mount {
    var mount = Mount(
      organizationID: application.organizationID, deployableID: application.id, type: .file, mountPath: "/note")
    (mount.filePath, mount.content) = ("a/note", Secret(text))
    return mount
  }

  @Test func `file mounts are written where containers find them, and kept here`() async throws {
    try await ServerStand.with { stand in
      let place = try await place(stand)
      try await place.write([mount("one", of: stand.application)])
      #expect(stand.file(Self.files + "/a/note") == "one")
      #expect(try await place.workshop.files.readText(place.ownFolders.files + "/a/note") == "one")
      try await place.write([mount("two", of: stand.application)])
      #expect(stand.file(Self.files + "/a/note") == "two")
    }
  }

  @Test func `a link that a container has set is not followed`() async throws {
    try await ServerStand.with { stand in
      let place = try await place(stand)
      try await place.write([mount("one", of: stand.application)])
      let elsewhere = stand.folder + "/elsewhere"
      try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
      try FileManager.default.removeItem(atPath: stand.folder + Self.files + "/a")
      try FileManager.default.createSymbolicLink(
        atPath: stand.folder + Self.files + "/a", withDestinationPath: elsewhere)
      let error = await #expect(throws: SlipwayError.self) {
        try await place.write([mount("two", of: stand.application)])
      }
      #expect(error?.code == .badRequest, "\(String(describing: error))")
      #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
      await #expect(throws: SlipwayError.self) { try await place.makeFolder("files/a/b") }
    }
  }

  @Test func `the file that is started lies here only, while it is started`() async throws {
    try await ServerStand.with { stand in
      let place = try await place(stand)
      let result = try await place.withFile("secret") { path in
        let text = try await place.workshop.files.readText(path)
        #expect(text == "secret")
        return CommandResult(status: 0)
      }
      #expect(result.isSuccess)
      #expect(try await !place.workshop.files.exists(place.ownFolders.runFile))
      #expect(stand.file("/var/lib/slipway-server/slipway/stacks/shop/run.json") == nil)
    }
  }

  @Test func `labels of a container on a server become no path of this machine`() async throws {
    let good = String(repeating: "a", count: 21)
    for (id, name) in [("../encryption.key", "x"), (good, ".."), (good, "../other"), (good, "a/b"), ("", "x")] {
      let labels = [ReleaseLabels.deployable: id, StackLabels.project: name]
      #expect(StackCaretaker.owner(labels, StackLabels.project)?.1 == nil, "\(id) \(name)")
    }
    let labels = [ReleaseLabels.deployable: good, StackLabels.project: "shop-abc123"]
    #expect(StackCaretaker.owner(labels, StackLabels.project)?.1 == "shop-abc123")
    try await ServerStand.with { stand in
      let machine = try await stand.engine.machine(at: stand.server.id)
      #expect(throws: SlipwayError.self) {
        _ = try StackPlace(stand.engine, machine, stand.application.id, appName: "..")
      }
    }
  }

  @Test func `what is found by labels on a server is removed there, and nothing of this machine`() async throws {
    try await ServerStand.with { request in
      ["/containers/json", "/services", "/networks", "/images/json"].contains(request.path) ? .init(200, "[]") : nil
    } _: { stand in
      let place = try await place(stand)
      try await place.machine.files.makeDirectory(place.folders.code("old"))
      try await place.workshop.files.makeDirectory(place.ownFolders.code("old"))
      try await StackControl(place).remove(removesVolumes: false, keepsOwn: true)
      #expect(try await place.machine.files.list(place.folders.root).isEmpty)
      #expect(try await place.workshop.files.list(place.ownFolders.root) == ["code-old"])
    }
  }

  @Test func `nothing is made, and no mode is changed, behind a link or in a folder that was there`() async throws {
    try await ServerStand.with { stand in
      let place = try await place(stand)
      try await place.makeFolder("files/a")
      let path = stand.folder + Self.files
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path + "/a")
      try await place.makeFolder("files/a")
      let mode = try FileManager.default.attributesOfItem(atPath: path + "/a")[.posixPermissions] as? Int
      #expect(mode == 0o700)
      let elsewhere = stand.folder + "/elsewhere"
      try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(atPath: path + "/link", withDestinationPath: elsewhere)
      await #expect(throws: SlipwayError.self) { try await place.makeFolder("files/link/b") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
    }
  }

  @Test func `versions of the code that no release needs go from both machines`() async throws {
    try await ServerStand.with { stand in
      let place = try await place(stand)
      for version in ["old", "new"] {
        try await place.machine.files.makeDirectory(place.folders.code(version))
        try await place.workshop.files.makeDirectory(place.ownFolders.code(version))
      }
      let spec = Secret("{\"source\":\"\(place.folders.code("new"))/conf\"}")
      try await StackControl(place).removeVersions(keeping: [spec])
      #expect(try await place.machine.files.list(place.folders.root) == ["code-new"])
      #expect(try await place.workshop.files.list(place.ownFolders.root) == ["code-new"])
    }
  }
}
