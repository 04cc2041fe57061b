import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct RoleTests {
    @Test(.timeLimit(.minutes(8)))
    func `with workers killed and the database restarted, every deployment ends well and none twice`() async throws {
      let postgres = try await TestPostgres.own()
      let address = postgres.address.reveal()
      try await EndToEndFixture.with(
        "roles",
        settings: { server in
          _ = try await server.command(["migrate", "--from", "sqlite:\(server.data)/slipway.sqlite", "--to", address])
          await server.set("SLIPWAY_DATABASE", to: address)
          await server.set(role: "web")
        }
      ) { e2e in
        let others = [
          try await e2e.server.companion("web"), try await e2e.server.companion("api"),
          try await e2e.server.companion("worker"), try await e2e.server.companion("worker"),
        ]
        for other in others { try await other.start() }
        do {
          try await deployAll(e2e, api: others[1], workers: Array(others[2...]), postgres)
        } catch {
          for other in others { try? await other.stop() }
          throw error
        }
        for other in others { try await other.stop() }
      }
      try await postgres.stop()
    }

    private func deployAll(
      _ e2e: EndToEndFixture, api: EndToEndServer, workers: [EndToEndServer], _ postgres: TestPostgres.Server
    ) async throws {
      let second = EndToEndAPI(port: api.ports.panel, key: e2e.api.key)
      try await eventually("the API service answers", within: .seconds(30)) {
        try await second.query("settings.health") != .null
      }
      var applications: [(application: EndToEndApplication, deployment: String)] = []
      for number in 0..<8 {
        let application = try await e2e.application("Role \(number)")
        try await second.call(
          "application.saveDockerProvider",
          [
            "applicationId": .string(application.id), "dockerImage": "nginx:alpine", "username": nil, "password": nil,
            "registryUrl": nil,
          ])
        try await application.monitorShortly()
        applications.append((application, try await application.deploy()))
      }
      for round in 0..<4 {
        try await Task.sleep(for: .seconds(3))
        try await workers[round % 2].kill9()
        if round == 2 {
          try await postgres.kill()
          try await Task.sleep(for: .seconds(2))
          try await postgres.start()
        }
        try await workers[round % 2].start()
      }
      for (application, deployment) in applications {
        let row = try await application.end(of: deployment, within: .seconds(240))
        #expect(row["status"] == "done", "\(row)")
        #expect(try await application.deployments().count == 1)
        #expect(try await e2e.docker.services(of: application.id).count == 1)
      }
    }
  }
}
