import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting

@testable import SlipwayEngine

/// Git's own server over http, and the surroundings to fetch from it: names below `slipway.test` lead to it, as they do
/// in nobody's resolver, and `inside.slipway.test` is what must not be asked.
struct GitStand: Sendable {
  static let inside = "inside.slipway.test"
  let server: EndToEndGit
  let fixture: EngineFixture
  let checkout: String

  static func with(_ body: @Sendable (GitStand) async throws -> Void) async throws {
    try await EngineFixture.with { fixture in
      let server = EndToEndGit(folder: fixture.folder + "/server", port: try EndToEndPorts().git)
      let stand = GitStand(server: server, fixture: fixture, checkout: fixture.folder + "/work/checkout")
      do {
        try await server.start()
        try await body(stand)
        try await server.stop()
      } catch {
        try? await server.stop()
        throw error
      }
    }
  }

  func url(_ path: String, at host: String = "git.slipway.test") -> String { "http://\(host):\(server.port)/\(path)" }

  func setup(_ credentials: [GitCredential] = []) async throws -> GitSetup {
    let (engine, snapshot) = (fixture.engine, fixture.snapshot())
    let context = StageContext(
      engine: engine, host: try engine.hosts.thisMachine(), snapshot: snapshot,
      log: DeploymentLog(engine: engine, deployment: snapshot.deployment.id, limit: nil),
      steps: StepRecorder(engine: engine, deployment: snapshot.deployment))
    let reach = GitReach(refuses: { $1.host == Self.inside }, lookUp: { _ in ["127.0.0.1"] })
    let folder = fixture.folder + "/work"
    try await context.workshop.files.makeDirectory(folder, mode: 0o700)
    try? FileManager.default.removeItem(atPath: checkout)
    return GitSetup(context: context, reach: reach, credentials: credentials, folder: folder)
  }

  /// Fetches as a deployment does.
  @discardableResult
  func fetch(_ url: String, submodules: Bool = false) async throws -> GitFetch.Commit {
    let address = try GitAddress(parsing: url)
    let setup = try await setup([GitCredential(address)].compactMap { $0 })
    let git = try await setup.open(address, what: "customGitUrl", checkout: checkout)
    let found = try await GitFetch(git: git, url: git.failures.address.url, origin: address.url).fetch(
      commit: nil, branch: "main")
    if submodules { try await GitSubmodules(setup: setup).fetch(into: git, of: address) }
    return found
  }

  func text(_ path: String) -> String? { try? String(contentsOfFile: checkout + "/" + path, encoding: .utf8) }
}

extension EndToEndRepository {
  /// Commits a folder that is another repository at a commit, wherever that one is said to be.
  func submodule(_ path: String, url: String, commit: String) async throws {
    try FileManager.default.createDirectory(atPath: work + "/" + path, withIntermediateDirectories: true)
    try await git("update-index", "--add", "--cacheinfo", "160000,\(commit),\(path)")
    try await git("config", "--file", ".gitmodules", "submodule.the \(path).path", path)
    try await git("config", "--file", ".gitmodules", "submodule.the \(path).url", url)
    try await push([:], message: "With \(path)")
  }
}
