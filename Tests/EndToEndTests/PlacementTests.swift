import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Services on a server: everything of them happens there.
  @Suite struct PlacementTests {
    @Test(.timeLimit(.minutes(10)))
    func `a service and a database run on a server, come through a pulled cable, and leave nothing there`()
      async throws
    {
      try await SecondMachine.with { machine in
        try await EndToEndFixture.with("placement") { e2e in
          let server = try await machine.add(e2e, key: try await machine.addKey(e2e))
          try await machine.confirm(e2e, server)
          let environment = try await environment(e2e, on: server)
          for image in ["traefik:v3.7", "busybox:latest", "redis:7"] { try await machine.script("image", image) }
          #expect(try await machine.setUp(e2e, server).text("state") == "done")
          let place = Place(e2e: e2e, machine: machine, server: server, environment: environment)
          let (application, repository) = try await deploying(place)
          try await killedInBetween(place, application, repository)
          try await crashing(place, application)
          try await stoppingAndStarting(place, application)
          let database = try await keepingData(place)
          try await pulledCable(place, application, repository)
          try await deleting(place, application, database)
        }
      }
    }

    /// Where the services of the test are.
    private struct Place {
      let e2e: EndToEndFixture
      let machine: SecondMachine
      let server: String
      let environment: String

      /// What the machine's own Docker Engine says.
      func docker(_ words: String...) async throws -> String {
        try await EndToEndCommand.run(["Scripts/server.sh", "inside", machine.folder, "docker"] + words)
      }

      /// Names of the services there, but for the proxy.
      func services() async throws -> [String] {
        try await docker("service", "ls", "--format", "{{.Name}}").split(separator: "\n").map(String.init)
          .filter { !$0.hasSuffix("-traefik") }
      }

      /// As a browser that the domain leads to the server.
      func page(of application: EndToEndApplication) async throws -> String {
        try await EndToEndCommand.run([
          "curl", "-s", "-m", "5", "-H", "Host: \(application.host)",
          "http://\(machine.address):\(e2e.ports.http)/",
        ])
      }

      func waitForPage(_ text: String, of application: EndToEndApplication) async throws {
        try await eventually("\(application.host) answers \(text) from the server", within: .seconds(30)) {
          let page = try await page(of: application)
          guard page.contains(text) else { throw EndToEndFailure("it answers \(page.prefix(200))") }
          return true
        }
      }
    }

    /// Before it is set up nothing may be placed there.
    private func environment(_ e2e: EndToEndFixture, on server: String) async throws -> String {
      let project = try await e2e.api.call("project.create", ["name": "Away"])
      let environment = try (project["environment"] ?? .null).text("environmentId")
      let early = try await e2e.api.answer(
        to: "application.create",
        ["name": "early", "environmentId": .string(environment), "serverId": .string(server)])
      #expect(early.status == 400 && early.body.contains("set it up first"), "\(early.status) \(early.body)")
      return environment
    }

    private func deploying(_ place: Place) async throws -> (EndToEndApplication, EndToEndRepository) {
      let e2e = place.e2e
      let application = try await e2e.application("web", environment: place.environment, on: place.server)
      let appName = application.appName
      #expect(try await application.one().text("serverId") == place.server)
      let repository = try await e2e.git.repository(appName, EndToEndRepository.page("one"))
      try await application.useRepository(repository)
      try await application.useDockerfile()
      try await application.monitorShortly()
      try await application.addDomain()
      try await application.deployed()
      try await place.waitForPage("one", of: application)
      #expect(try await e2e.docker.services().isEmpty)
      #expect(try await e2e.docker.lines("image", "ls", "-q", "slipway/\(appName)").isEmpty)
      let state = try await e2e.api.query("application.state", ["applicationId": application.id])
      #expect(state["service"]?["running"]?.integerValue == 1, "\(state)")
      return (application, repository)
    }

    /// The process that takes over finds the server again, and what was begun there.
    private func killedInBetween(
      _ place: Place, _ application: EndToEndApplication, _ repository: EndToEndRepository
    ) async throws {
      try await repository.push(["index.html": "two\n", "start": "echo it runs away\n\(Self.serving)"])
      try await place.e2e.restart(["SLIPWAY_TEST_KILL_AT": "verify"])
      let deployment = try await application.deploy()
      try await place.e2e.server.waitForExit(within: .seconds(60))
      #expect(try await place.page(of: application).contains("one"))
      try await place.e2e.restart()
      try await application.deployed(deployment)
      try await place.waitForPage("two", of: application)
      try await eventually("its log is read from there", within: .seconds(20)) {
        let log = try await place.e2e.api.query("application.readLogs", ["applicationId": application.id])
        return log.stringValue?.contains("it runs away") == true
      }
    }

    private static let serving = "httpd -f -p 8080 -h /site & child=$!\ntrap 'kill $child' TERM\nwait\n"

    /// What a container wrote that ended by itself is copied at once, and not when somebody looks for it.
    private func crashing(_ place: Place, _ application: EndToEndApplication) async throws {
      let container = try await place.docker(
        "ps", "-q", "--no-trunc", "--filter", "label=slipway.deployable=\(application.id)", "--filter",
        "status=running"
      ).split(separator: "\n").first.map(String.init)
      let id = try #require(container)
      _ = try await place.docker("kill", "-s", "KILL", id)
      try await eventually("what it wrote is kept", within: .seconds(40), every: .milliseconds(300)) {
        try await place.e2e.server.keptLines(of: id) > 0
      }
    }

    private func stoppingAndStarting(_ place: Place, _ application: EndToEndApplication) async throws {
      try await application.fixture.api.call("application.stop", ["applicationId": .string(application.id)])
      let running = { try await place.docker("ps", "-q", "--filter", "label=slipway.deployable=\(application.id)") }
      // What came before it may still have its time to end.
      try await eventually("nothing of it runs", within: .seconds(40), every: .milliseconds(300)) {
        try await running().isEmpty
      }
      try await application.fixture.api.call("application.start", ["applicationId": .string(application.id)])
      #expect(try await !running().isEmpty)
      try await place.waitForPage("two", of: application)
    }

    private func keepingData(_ place: Place) async throws -> EndToEndDatabase {
      let row = try await place.e2e.api.call(
        "redis.create",
        [
          "name": "cache", "environmentId": .string(place.environment), "dockerImage": "redis:7",
          "databasePassword": "", "serverId": .string(place.server),
        ])
      let database = try await EndToEndDatabase.existing(try row.text("redisId"), .redis, "redis:7", place.e2e)
      try await database.call(
        "update", ["updateConfigSwarm": ["Parallelism": 1, "Order": "stop-first", "Monitor": 500_000_000]])
      let deployment = try await database.deployed()
      #expect(try await database.log(of: deployment).contains("A login with the database's credentials was accepted"))
      #expect(try await place.docker("volume", "ls", "-q").contains("\(database.appName)-data"))
      return database
    }

    /// In the middle of a build there; a deployment on this machine does not notice.
    private func pulledCable(
      _ place: Place, _ application: EndToEndApplication, _ repository: EndToEndRepository
    ) async throws {
      let dockerfile = "FROM busybox:latest\nRUN sleep 60\nCOPY . /site\nCMD [\"sh\", \"/site/start\"]\n"
      try await repository.push(["Dockerfile": dockerfile])
      let deployment = try await application.deploy()
      try await eventually("the build is at work", within: .seconds(60), every: .milliseconds(100)) {
        try await application.log(of: deployment).contains("RUN sleep 60")
      }
      try await place.machine.script("cut")
      let here = try await hereMeanwhile(place.e2e)
      let failed = try await application.end(of: deployment)
      #expect(try failed.text("status") == "error", "\(failed)")
      #expect(try failed.text("errorMessage").contains("web-1"), "\(failed)")
      try await here.deployed(try await here.deployments().first?.text("deploymentId"))
      try await place.machine.wait(place.e2e, place.server, for: "unreachable")
      let again = try await application.end(of: try await application.deploy(), within: .seconds(40))
      #expect(try again.text("errorMessage").contains("web-1"), "\(again)")
      try await place.machine.script("heal")
      try await place.machine.wait(place.e2e, place.server, for: "ready")
      #expect(try await place.page(of: application).contains("two"))
      try await repository.push(EndToEndRepository.page("three"))
      try await application.deployed()
      try await place.waitForPage("three", of: application)
    }

    /// A deployment on this machine that is under way.
    private func hereMeanwhile(_ e2e: EndToEndFixture) async throws -> EndToEndApplication {
      let here = try await e2e.application("here")
      try await e2e.api.call(
        "application.saveDockerProvider",
        [
          "applicationId": .string(here.id), "dockerImage": "nginx:alpine", "username": nil, "password": nil,
          "registryUrl": nil,
        ])
      try await here.monitorShortly()
      _ = try await here.deploy()
      return here
    }

    private func deleting(_ place: Place, _ application: EndToEndApplication, _ database: EndToEndDatabase)
      async throws
    {
      let api = place.e2e.api
      let refused = try await api.answer(to: "server.remove", ["serverId": .string(place.server)])
      #expect(refused.status == 409 && refused.body.contains("web, cache"), "\(refused.status) \(refused.body)")
      try await api.call("application.delete", ["applicationId": .string(application.id)])
      try await api.call("redis.remove", ["redisId": .string(database.id), "deleteVolumes": true])
      try await eventually("nothing of them is left on the server", within: .seconds(60), every: .milliseconds(500)) {
        let left = [
          try await place.services().joined(separator: " "),
          try await place.docker("image", "ls", "-q", "slipway/\(application.appName)"),
          try await place.docker("ps", "-aq", "--filter", "label=slipway.deployable"),
          try await place.machine.script(
            "inside", "find", "/var/lib/slipway-server/\(place.e2e.instance)", "-name", "\(application.appName)*"),
        ].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        guard left.allSatisfy(\.isEmpty) else { throw EndToEndFailure("\(left)") }
        return true
      }
      // The jobs that removed them may be about to end.
      try await eventually("the server is removed", within: .seconds(60), every: .milliseconds(500)) {
        let answer = try await api.answer(to: "server.remove", ["serverId": .string(place.server)])
        guard answer.status == 200 else { throw EndToEndFailure("\(answer.status) \(answer.body)") }
        return true
      }
    }
  }
}
