import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import Testing

@testable import SlipwayEngine

/// Whatever is done to a service is done on its machine.
@Suite struct MachineTests {
  @Test func `a service is asked for on its own machine`() async throws {
    try await ServerStand.with { stand in
      let machine = try await stand.engine.machine(of: stand.application.id)
      #expect(machine.server == stand.server.id)
      #expect(machine.host.name == "web-1")
      #expect(machine.address == "192.0.2.10")
      #expect(machine.folders.files == "/var/lib/slipway-server/slipway/files")
      let this = try stand.engine.thisMachine()
      #expect(this.server == nil && this.address == "127.0.0.1" && this.folders == stand.engine.folders)
    }
  }

  @Test func `a server that is disabled is no reason to work on this machine`() async throws {
    try await ServerStand.with { stand in
      var server = stand.server
      server.isEnabled = false
      let disabled = server
      try await stand.engine.store.write { try $0.servers.update(disabled) }
      await #expect {
        _ = try await stand.engine.machine(of: stand.application.id)
      } throws: { error in
        (error as? SlipwayError)?.code == .preconditionFailed
          && (error as? SlipwayError)?.message.contains("web-1 is disabled") == true
      }
    }
  }

  @Test func `routes are written where the service runs, and certificates too`() async throws {
    try await ServerStand.with { stand in
      let (routes, application) = (stand.engine.routes, stand.application)
      try await stand.addDomain()
      try await stand.fixture.release()
      let path = routes.path(of: application.appName, on: stand.server.id)
      #expect(path == "/var/lib/slipway-server/slipway/traefik/dynamic/\(application.appName).yml")
      #expect(try await routes.refresh(application.id))
      #expect(stand.file(path)?.contains("away.example.com") == true)
      #expect(!FileManager.default.fileExists(atPath: routes.path(of: application.appName)))
      #expect(try await routes.served(application.id)?.hasPrefix(application.appName) == true)
      // What is written as it should be stays; this machine knows nothing of it.
      #expect(try await routes.refreshAll(on: stand.server.id) == 0)
      #expect(try await routes.refreshAll() == 0)
      #expect(stand.file(path) != nil)
      try await routes.remove(application.id, appName: application.appName, on: stand.server.id)
      #expect(stand.file(path) == nil)
    }
  }

  @Test func `a route that lies on the wrong machine is removed there`() async throws {
    try await ServerStand.with { stand in
      let (routes, application) = (stand.engine.routes, stand.application)
      try await routes.writer.write("\(application.appName).yml", owner: application.id.rawValue) {
        TraefikDocument()
      }
      #expect(try await routes.refreshAll() == 1)
      #expect(!FileManager.default.fileExists(atPath: routes.path(of: application.appName)))
    }
  }

  @Test func `a server may publish the port that the dashboard has here`() {
    let server = Server(
      organizationID: .random(), name: "web-1", appName: "web-1", address: "192.0.2.1", port: 2222, sshKeyID: nil,
      createdAt: Date())
    let configuration = Configuration()
    let (here, there) = (
      ReservedPorts.all(configuration, on: nil), ReservedPorts.all(configuration, on: server)
    )
    #expect(here.contains(configuration.listenPort) && !there.contains(configuration.listenPort))
    #expect(!here.contains(2222) && there.contains(2222) && there.contains(configuration.httpPort))
  }
}
