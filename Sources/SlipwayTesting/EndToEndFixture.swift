import Foundation
package import SlipwayCore

/// A whole installation for a test: `slipway serve` as a process with its own data folder, ports, network and proxy, and a
/// git server beside it; everything goes at the end.
package final class EndToEndFixture: Sendable {
  package let instance: String
  package let folder: String
  package let ports: EndToEndPorts
  package let server: EndToEndServer
  package let api: EndToEndAPI
  package let git: EndToEndGit
  package let docker: EndToEndDocker
  package let organizationID: String
  package static let email = "owner@slipway.test"
  package static let password = "correct horse battery staple"

  /// Runs `body` with a fresh installation.
  /// - Parameter name: of its log in `.build/end-to-end`, which stays.
  package static func with(
    _ name: String, settings: (EndToEndServer) async throws -> Void = { _ in },
    _ body: (EndToEndFixture) async throws -> Void
  ) async throws {
    let plan = try Plan(name: name)
    do {
      let fixture = try await EndToEndFixture(plan, settings: settings)
      try await body(fixture)
      await fixture.cleanUp(plan)
    } catch {
      await plan.server.stopQuietly()
      await plan.cleanUp()
      throw EndToEndFailure("\(error)\nthe last lines of \(plan.server.log):\n\(plan.server.logTail())")
    }
  }

  /// The names, folders and ports, before anything runs.
  private struct Plan {
    let instance = "t" + RandomText.suffix(8)
    let folder: String
    let ports: EndToEndPorts
    let server: EndToEndServer
    let git: EndToEndGit
    let docker: EndToEndDocker

    init(name: String) throws {
      ports = try EndToEndPorts()
      folder = FileManager.default.temporaryDirectory.path + "/slipway-" + instance
      let logs = EndToEndCommand.checkout + "/.build/end-to-end"
      for path in [folder, logs] {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      server = EndToEndServer(folder: folder, instance: instance, ports: ports, log: "\(logs)/\(name).log")
      try? FileManager.default.removeItem(atPath: server.log)
      git = EndToEndGit(folder: folder + "/git", port: ports.git)
      docker = EndToEndDocker(instance: instance)
    }

    func cleanUp() async {
      try? await git.stop()
      try? await docker.removeAll()
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  private init(_ plan: Plan, settings: (EndToEndServer) async throws -> Void) async throws {
    (instance, folder, ports, server, git, docker) = (
      plan.instance, plan.folder, plan.ports, plan.server, plan.git, plan.docker
    )
    let owner = try await plan.server.command(
      ["owner", "create", "--email", Self.email, "--password-stdin", "--organization", "Tests", "--json"],
      input: Self.password)
    let made = try JSONDecoder().decode(JSONValue.self, from: Data(owner.utf8))
    organizationID = try made.text("organizationId")
    api = EndToEndAPI(port: plan.ports.panel, key: try made.text("apiKey"))
    try await plan.server.giveReleases()
    try await settings(plan.server)
    try await plan.server.start()
    try await plan.git.start()
    try await waitUntilReady()
  }

  /// Starts the server again, for instance after ``EndToEndServer/kill9()``.
  package func restart(_ extra: [String: String] = [:]) async throws {
    try await server.stop()
    try await server.start(extra)
    try await waitUntilReady()
  }

  package func waitUntilReady() async throws {
    let api = api
    try await eventually("the API answers", within: .seconds(60)) {
      guard await server.isRunning else { throw EndToEndFailure("slipway serve ended") }
      return try await api.query("settings.health") != .null
    }
  }

  private func cleanUp(_ plan: Plan) async {
    let names = (try? await applicationNames()) ?? []
    await server.stopQuietly()
    await plan.cleanUp()
    try? await docker.removeImages(of: names)
  }

  private func applicationNames() async throws -> [String] {
    let found = try await api.query("application.search", ["limit": "100"])
    let stacks = try await api.query("compose.search", ["limit": "100"])
    return try (found.items("items") + stacks.items("items")).map { try $0.text("appName") }
  }

  // MARK: Applications

  /// A project with one application that builds a Dockerfile and has no source yet.
  /// - Parameter server: where it runs; `nil` is this machine.
  package func application(
    _ name: String = "Web", environment: String? = nil, on server: String? = nil
  ) async throws -> EndToEndApplication {
    let environmentID: String
    if let environment {
      environmentID = environment
    } else {
      let project = try await api.call("project.create", ["name": .string(name)])
      environmentID = try (project["environment"] ?? .null).text("environmentId")
    }
    let row = try await api.call(
      "application.create",
      [
        "name": .string(name), "environmentId": .string(environmentID),
        "serverId": server.map { .string($0) } ?? .null,
      ])
    let appName = try row.text("appName")
    return EndToEndApplication(
      fixture: self, id: try row.text("applicationId"), appName: appName, environmentID: environmentID,
      host: "\(appName).slipway.test")
  }

  /// An application that serves `text` at its host from a repository, already deployed.
  package func servingApplication(_ name: String = "Web", text: String) async throws -> (
    EndToEndApplication, EndToEndRepository
  ) {
    let application = try await application(name)
    let repository = try await git.repository(application.appName, EndToEndRepository.page(text))
    try await application.useRepository(repository)
    try await application.useDockerfile()
    try await application.monitorShortly()
    try await application.addDomain()
    try await application.deployed()
    try await application.waitForPage(text)
    return (application, repository)
  }

  /// Posts to the application's deploy address, as a git host does.
  package func webhook(of application: EndToEndApplication, payload: JSONValue, delivery: String) async throws
    -> EndToEndHTTP.Answer
  {
    let token = try await application.one().text("refreshToken")
    let body = String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
    return try await EndToEndHTTP.request(
      port: ports.panel, path: "/api/deploy/\(token)",
      headers: ["content-type": "application/json", "x-github-event": "push", "x-github-delivery": delivery],
      body: body)
  }

  /// What nobody needs any more after a deployment ended: checkouts, keys.
  package func leftovers() -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: server.data + "/work")) ?? []
  }
}

extension EndToEndServer {
  func stopQuietly() async { try? await stop() }
}
