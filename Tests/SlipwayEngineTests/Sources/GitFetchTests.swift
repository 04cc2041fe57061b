import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// Real git on real repositories; only the transport is the local one, which the product itself refuses.
struct GitFetchTests {
  @Test func `The newest commit of a branch is fetched without history`() async throws {
    try await Origin.with { origin in
      try await origin.commit("one")
      let newest = try await origin.commit("two\n\nwith a body")
      let found = try await origin.fetch(branch: "main")
      #expect(found.commit == newest)
      #expect(found.message.hasPrefix("two\n\nwith a body"))
      #expect(try await origin.git(["-C", origin.checkout, "rev-list", "--count", "HEAD"]) == "1")
      #expect(FileManager.default.fileExists(atPath: origin.checkout + "/file"))
    }
  }

  @Test func `Exactly the commit that was asked for is fetched`() async throws {
    try await Origin.with { origin in
      let first = try await origin.commit("one")
      try await origin.commit("two")
      #expect(try await origin.fetch(commit: first, branch: "main").commit == first)
    }
  }

  @Test func `A commit that the server does not hand out is found along its branch`() async throws {
    try await Origin.with { origin in
      let first = try await origin.commit("one")
      for number in 0..<60 { try await origin.commit("commit \(number)") }
      let found = try await origin.fetch(commit: first, branch: "main", protocolVersion: 0)
      #expect(found.commit == first)
    }
  }

  @Test func `A commit of any branch is found where none is named`() async throws {
    try await Origin.with { origin in
      try await origin.commit("one")
      let aside = try await origin.commit("two")
      try await origin.commit("three")
      try await origin.git(["-C", origin.work, "push", "-q", origin.bare, "HEAD:aside"])
      try await origin.git(["-C", origin.work, "reset", "-q", "--hard", "HEAD~2"])
      try await origin.git(["-C", origin.work, "push", "-q", "--force", origin.bare, "HEAD:main"])
      #expect(try await origin.fetch(commit: aside, branch: nil, protocolVersion: 0).commit == aside)
    }
  }

  @Test func `Tags are fetched by their names`() async throws {
    try await Origin.with { origin in
      let tagged = try await origin.commit("one")
      try await origin.git(["-C", origin.work, "tag", "-a", "v1.0", "-m", "release"])
      try await origin.git(["-C", origin.work, "push", "-q", origin.bare, "v1.0"])
      try await origin.commit("two")
      #expect(try await origin.fetch(branch: "v1.0").commit == tagged)
      #expect(try await origin.fetch(branch: nil).message.hasPrefix("two"))
    }
  }

  @Test func `What the repository does not have is named`() async throws {
    try await Origin.with { origin in
      try await origin.commit("one")
      let branch = await #expect(throws: DeploymentFailure.self) { try await origin.fetch(branch: "nope") }
      #expect(branch?.evidence.summary.contains("'nope'") ?? false)
      let absent = String(repeating: "d", count: 40)
      let commit = await #expect(throws: DeploymentFailure.self) {
        try await origin.fetch(commit: absent, branch: "main")
      }
      #expect(commit?.evidence.summary.contains(absent) ?? false)
    }
  }
}

/// A repository, a working copy that pushes to it and a place to fetch into.
private struct Origin: Sendable {
  let bare: String
  let work: String
  let checkout: String
  let fixture: EngineFixture

  static func with(_ body: @Sendable (Origin) async throws -> Void) async throws {
    try await EngineFixture.with { fixture in
      let root = try temporaryPath("origin")
      let origin = Origin(bare: root + ".git", work: root + "-work", checkout: root + "-checkout", fixture: fixture)
      try await origin.git(["init", "-q", "--bare", "-b", "main", origin.bare])
      try await origin.git(["init", "-q", "-b", "main", origin.work])
      try await body(origin)
    }
  }

  @discardableResult
  func git(_ words: [String]) async throws -> String {
    try await EndToEndCommand.run(
      ["git", "-c", "user.name=T", "-c", "user.email=t@slipway.test"] + words,
      environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"])
  }

  @discardableResult
  func commit(_ message: String) async throws -> String {
    try message.write(toFile: work + "/file", atomically: true, encoding: .utf8)
    try await git(["-C", work, "add", "-A"])
    try await git(["-C", work, "commit", "-q", "-m", message])
    try await git(["-C", work, "push", "-q", bare, "HEAD:main"])
    return try await git(["-C", work, "rev-parse", "HEAD"])
  }

  @discardableResult
  func fetch(commit: String? = nil, branch: String?, protocolVersion: Int = 2) async throws -> GitFetch.Commit {
    try? FileManager.default.removeItem(atPath: checkout)
    var environment = GitSetup.environment(home: "/nowhere", hasCredential: false)
    environment["GIT_ALLOW_PROTOCOL"] = Secret("file")
    environment["GIT_CONFIG_KEY_0"] = Secret("protocol.version")
    environment["GIT_CONFIG_VALUE_0"] = Secret(String(protocolVersion))
    let address = try GitAddress(parsing: "https://git.example.com/a/b.git")
    let run = GitRun(
      host: try fixture.engine.hosts.thisMachine(), checkout: checkout, environment: environment,
      log: DeploymentLog(engine: fixture.engine, deployment: ID("none")),
      failures: GitFailures(address: address, knownHosts: "/k", snapshot: fixture.snapshot()))
    return try await GitFetch(git: run, url: "file://" + bare).fetch(commit: commit, branch: branch)
  }
}
