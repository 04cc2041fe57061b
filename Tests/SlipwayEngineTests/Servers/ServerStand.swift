import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Synchronization

@testable import SlipwayEngine

/// An engine with an application that is placed on a server, whose machine a test plays; this machine's Docker Engine does not
/// answer.
struct ServerStand: Sendable {
  let fixture: EngineFixture
  let server: Server
  /// What answers there.
  let docker: FakeDocker
  /// Where the server's files are.
  let folder: String

  var engine: Engine { fixture.engine }
  var application: Application { fixture.application }

  /// - Parameter answers: of the server's Docker Engine, before those that every one gives.
  static func with(
    _ answers: @escaping @Sendable (FakeDocker.Request) -> FakeDocker.Answer? = { _ in nil },
    _ body: @escaping @Sendable (ServerStand) async throws -> Void
  ) async throws {
    let folder = try temporaryPath("server")
    let panel = PanelName()
    try await FakeDocker.with { request in
      if let answer = answers(request) { return answer }
      guard request.path == "/networks/slipway-network" else { return nil }
      return .init(
        200, #"{"Id":"n1","Name":"slipway-network","Driver":"overlay","Labels":{"slipway.panel":"\#(panel.value)"}}"#)
    } _: { fake, client in
      let there = FakeHost(docker: client, files: RootedFiles(root: folder), name: "web-1")
      try await EngineFixture.with(away: there) { fixture in
        panel.value = fixture.engine.store.panelID
        let server = try await place(fixture)
        var application = fixture.application
        application.serverID = server.id
        let placed = EngineFixture(engine: fixture.engine, application: application, folder: fixture.folder)
        try await body(ServerStand(fixture: placed, server: server, docker: fake, folder: folder))
      }
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The application is made anew there: no row moves from one machine to another.
  private static func place(_ fixture: EngineFixture) async throws -> Server {
    let (organization, now) = (fixture.application.organizationID, Date())
    let key = SSHKey(organizationID: organization, name: "k", publicKey: "p", privateKey: Secret("s"), createdAt: now)
    var server = Server(
      organizationID: organization, name: "web-1", appName: "web-1", address: "192.0.2.10", sshKeyID: key.id,
      createdAt: now)
    server.hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT"
    let ready = server
    var application = fixture.application
    application.serverID = server.id
    let placed = application
    try await fixture.engine.store.write { tx in
      try tx.sshKeys.insert(key)
      try tx.servers.insert(ready)
      try tx.applications.delete(placed.id)
      try tx.applications.insert(placed)
      let run = ServerRun(organizationID: organization, serverID: ready.id, steps: [], createdAt: now)
      try tx.serverRuns.insert(run)
      try tx.serverRuns.finish(run.id, status: .done, message: nil, now: now)
    }
    return server
  }

  func addDomain(_ host: String = "away.example.com") async throws {
    let application = application
    try await engine.store.write {
      try $0.domains.insert(
        Domain(
          organizationID: application.organizationID, deployableID: application.id, host: host, createdAt: Date()))
    }
  }

  /// - Returns: `nil` when there is no such file on the server.
  func file(_ path: String) -> String? { try? String(contentsOfFile: folder + path, encoding: .utf8) }
}

/// Known only when the store is open.
private final class PanelName: Sendable {
  private let kept = Mutex("")

  var value: String {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }
}
