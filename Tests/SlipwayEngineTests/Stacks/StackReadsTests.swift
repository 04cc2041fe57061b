import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct StackReadsTests {
  /// Code with these files, and links with what they lead to.
  private func find(
    _ text: String, _ files: [String: String], links: [String: String] = [:]
  ) async throws -> StackReads.Found {
    let root = try temporaryPath("code")
    for (path, content) in files {
      let url = URL(fileURLWithPath: root + "/" + path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: url)
    }
    for (path, target) in links {
      try FileManager.default.createSymbolicLink(atPath: root + "/" + path, withDestinationPath: target)
    }
    var found = StackReads.Found()
    try await EngineFixture.with { fixture in
      let host = try fixture.engine.hosts.thisMachine()
      found = try await StackReads(host: host, code: root, files: root + "-files").find(
        in: text, folder: ComposePlace(root: .code, parts: []), environment: [:])
    }
    return found
  }

  @Test func `what files bring in is followed, and what they read elsewhere is found with its file`() async throws {
    let found = try await find(
      "include: [sub/a.yml]\nservices: {web: {image: x}}",
      [
        "sub/a.yml": "services: {db: {extends: {file: ../b.yml, service: x}, env_file: [../ok, /etc/shadow]}}",
        "b.yml": "services: {x: {image: y, label_file: '../../out'}}", "ok": "A=1",
      ])
    #expect(found.bringsOthers)
    #expect(
      Set(found.dangers.map(\.sentence)) == [
        "sub/a.yml: services.db.env_file reads a file of the host",
        "b.yml: services.x.label_file reads a file of the host",
      ])
    #expect(Set(found.dangers.map(\.digest)).count == 2)
  }

  @Test func `files that bring each other in come to an end`() async throws {
    let found = try await find(
      "include: [a.yml]", ["a.yml": "include: [b.yml]", "b.yml": "include: [a.yml, gone.yml]"])
    #expect(found.bringsOthers && found.dangers.isEmpty)
  }

  @Test(arguments: [
    "services: {a: {image: x, env_file: leak}}", "include: [leak]", "include: [ok.yml]",
    "services: {a: {extends: {file: leak, service: b}}}", "include: [{path: ok.yml, env_file: leak}]",
    "services: {a: {image: x, env_file: out/passwd}}",
  ])
  func `a link that leads out of the code is not read, whatever names it`(text: String) async throws {
    let error = await #expect(throws: SlipwayError.self) {
      _ = try await find(
        text, ["ok.yml": "services: {b: {image: x, label_file: leak}}"],
        links: ["leak": "/etc/passwd", "out": "/etc"])
    }
    #expect(error?.details["composeFile"]?.contains("leads out of the source code") == true)
  }

  @Test func `a file that cannot be read as YAML is named`() async throws {
    let error = await #expect(throws: SlipwayError.self) { _ = try await find("include: [a.yml]", ["a.yml": "a: ["]) }
    #expect(error?.message.contains("a.yml: ") == true, "\(String(describing: error))")
  }
}
