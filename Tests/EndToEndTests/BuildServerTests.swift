import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Images that another machine makes than the one that serves.
  @Suite struct BuildServerTests {
    @Test(.timeLimit(.minutes(8)))
    func `a build server makes the image, a registry brings it, and nothing of it stays there`() async throws {
      try await SecondMachine.with { machine in
        try await EndToEndFixture.with("build-servers") { e2e in
          let registry = RegistryServer(folder: e2e.folder + "/registry", port: try EndToEndPorts().git)
          try await registry.start()
          // The registry answers on the loopback of both.
          let tunnel = try await machine.tunnel(here: [registry.port])
          do {
            try await life(Place(e2e: e2e, machine: machine, registry: registry))
          } catch {
            tunnel.signal(SIGTERM)
            try? await registry.stop()
            throw error
          }
          tunnel.signal(SIGTERM)
          try await registry.stop()
        }
      }
    }

    /// What the steps share.
    private struct Place {
      let e2e: EndToEndFixture
      let machine: SecondMachine
      let registry: RegistryServer

      /// The names of images that deployments left on the build server.
      func images() async throws -> String {
        try await machine.run(
          "docker", "image", "ls", "-a", "--filter", "label=slipway.instance", "--format", "{{.Repository}}:{{.Tag}}")
      }
    }

    private func life(_ place: Place) async throws {
      let (e2e, machine) = (place.e2e, place.machine)
      try await machine.script("image", "busybox:latest")
      let server = try await machine.add(e2e, key: try await machine.addKey(e2e), purpose: "build")
      try await machine.confirm(e2e, server)
      #expect(try await machine.setUp(e2e, server).text("state") == "done")
      let (application, repository) = try await choosing(place, server)
      try await building(place, application, server)
      try await killedInBetween(place, application, repository)
      try await pulledCable(place, application, repository, server)
    }

    /// Without a registry the image would stay there.
    private func choosing(_ place: Place, _ server: String) async throws -> (EndToEndApplication, EndToEndRepository)
    {
      let e2e = place.e2e
      let application = try await e2e.application("Built")
      let repository = try await e2e.git.repository(application.appName, EndToEndRepository.page("one"))
      try await application.useRepository(repository)
      try await application.useDockerfile()
      try await application.addDomain()
      try await application.update(["buildServerId": .string(server)])
      let refused = try await application.end(of: try await application.deploy())
      #expect(try refused.text("status") == "error")
      #expect(try refused.text("errorMessage").contains("goes through a registry"), "\(refused)")
      let row = try await e2e.api.call("registry.create", place.registry.input(password: RegistryServer.password))
      try await application.update(["buildRegistryId": .string(try row.text("registryId"))])
      return (application, repository)
    }

    private func building(_ place: Place, _ application: EndToEndApplication, _ server: String) async throws {
      let (e2e, name) = (place.e2e, application.appName)
      let done = try await application.deployed()
      #expect(try done.text("buildServerId") == server)
      try await application.waitForPage("one")
      let log = try await application.log(of: try done.text("deploymentId"))
      #expect(log.contains("Building on web-1") && log.contains("Pulling it on"), "\(log)")
      #expect(!log.contains(RegistryServer.password))
      let services = try await e2e.docker.services(of: application.id)
      let specs = try await EndToEndCommand.run(["docker", "service", "inspect"] + services)
      #expect(specs.contains("\(place.registry.address)/team/\(name)@sha256:"), "\(specs)")
      #expect(try await place.images().isEmpty)
      let row = try await e2e.api.query("server.one", ["serverId": server])
      #expect(try row.items("builds").map { try $0.text("name") } == ["Built"])
      let refused = try await e2e.api.answer(to: "server.remove", ["serverId": .string(server)])
      #expect(refused.status == 409 && refused.body.contains("builds Built"), "\(refused.body)")
    }

    /// The process that takes over has it built again.
    private func killedInBetween(
      _ place: Place, _ application: EndToEndApplication, _ repository: EndToEndRepository
    ) async throws {
      let dockerfile = "FROM busybox:latest\nRUN sleep 20\nCOPY . /site\nCMD [\"sh\", \"/site/start\"]\n"
      try await repository.push(["Dockerfile": dockerfile, "index.html": "two\n"])
      let deployment = try await application.deploy()
      try await waitForStep("RUN sleep 20", deployment, application)
      try await place.e2e.server.kill9()
      try await place.e2e.restart()
      try await application.deployed(deployment)
      let begun = try await application.log(of: deployment).split(separator: "\n").count { $0.contains("Building: ") }
      #expect(begun == 2, "the process was killed before or after its build")
      try await application.waitForPage("two")
      #expect(try await place.images().isEmpty)
    }

    private func waitForStep(_ text: String, _ deployment: String, _ application: EndToEndApplication) async throws {
      try await eventually("the build is at \(text)", within: .seconds(60), every: .milliseconds(100)) {
        try await application.log(of: deployment).contains(text)
      }
    }

    /// In the middle of a build there; what is served goes on, and another place can be chosen.
    private func pulledCable(
      _ place: Place, _ application: EndToEndApplication, _ repository: EndToEndRepository, _ server: String
    ) async throws {
      let dockerfile = "FROM busybox:latest\nRUN sleep 61\nCOPY . /site\nCMD [\"sh\", \"/site/start\"]\n"
      try await repository.push(["Dockerfile": dockerfile])
      let deployment = try await application.deploy()
      try await waitForStep("RUN sleep 61", deployment, application)
      try await place.machine.script("cut")
      let failed = try await application.end(of: deployment)
      #expect(try failed.text("status") == "error" && failed.text("errorMessage").contains("web-1"), "\(failed)")
      try await application.waitForPage("two")
      try await place.machine.wait(place.e2e, server, for: "unreachable")
      let again = try await application.end(of: try await application.deploy(), within: .seconds(40))
      #expect(try again.text("errorMessage").contains("web-1"), "\(again)")
      try await application.update(["buildServerId": ""])
      try await repository.push(EndToEndRepository.page("three"))
      #expect(try await application.deployed()["buildServerId"] == .null)
      try await application.waitForPage("three")
      try await place.machine.script("heal")
      try await place.machine.wait(place.e2e, server, for: "ready")
      try await place.e2e.api.call("server.remove", ["serverId": .string(server)])
    }
  }
}
