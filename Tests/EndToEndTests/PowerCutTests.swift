import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct PowerCutTests {
    /// The points that the server's test hook knows: a step's beginning, its end, and the moment before the result is kept.
    static let points = [
      "queue.end", "source", "source.end", "build", "build.end", "start", "start.end", "verify", "verify.end",
      "switch",
      "switch.end", "finish", "retire", "retire.end",
    ]

    @Test(.timeLimit(.minutes(15)))
    func `a killed server that starts again ends every deployment well and none twice`() async throws {
      try await EndToEndFixture.with("power-cut") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "before")
        var ended = try await application.deployments().count
        for point in Self.points {
          try await repository.push(["index.html": "killed at \(point)\n"])
          try await e2e.restart(["SLIPWAY_TEST_KILL_AT": point])
          let deployment = try await application.deploy()
          try await e2e.server.waitForExit(within: .seconds(60))
          // What was served before the power went is served while it is away: the proxy does not need the server.
          #expect(try await application.get().status == 200, "after kill at \(point)")

          try await e2e.restart()
          let row = try await application.end(of: deployment)
          #expect(row["status"] == "done", "killed at \(point): \(row)")
          try await application.waitForPage("killed at \(point)\n")
          ended += 1
          try await expectOnce(application, ended: ended, point)
        }
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a kill in the middle of a replacement on one volume loses neither version`() async throws {
      try await EndToEndFixture.with("power-cut-volume") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "before")
        try await application.update([
          "updateConfigSwarm": ["Parallelism": 1, "Order": "stop-first", "Monitor": 500_000_000]
        ])
        try await application.deployed()
        var ended = try await application.deployments().count
        for point in ["start.end", "switch", "switch.end"] {
          try await repository.push(["index.html": "killed at \(point)\n"])
          try await e2e.restart(["SLIPWAY_TEST_KILL_AT": point])
          let deployment = try await application.deploy()
          try await e2e.server.waitForExit(within: .seconds(60))
          try await e2e.restart()
          if point == "switch.end" { try await expectAnswers(application, until: deployment) }
          let row = try await application.end(of: deployment)
          #expect(row["status"] == "done", "killed at \(point): \(row)")
          try await application.waitForPage("killed at \(point)\n")
          ended += 1
          try await expectOnce(application, ended: ended, point)
        }
      }
    }

    /// What was pointed at before the cut is answered on and on: the version before it does not run any more.
    private func expectAnswers(_ application: EndToEndApplication, until deployment: String) async throws {
      try await eventually("the deployment ends", within: .seconds(60), every: .milliseconds(20)) {
        #expect(try await application.get().status == 200)
        return try await application.deployment(deployment)["status"] != "running"
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a kill while an application is stopped, started or removed leaves the wish to the next server`()
      async throws
    {
      try await EndToEndFixture.with("power-cut-wishes") { e2e in
        let (application, _) = try await e2e.servingApplication(text: "wished")
        for point in ["job.stop", "job.stop.end"] {
          try await wish("application.stop", killedAt: point, application)
          try await eventually("it is stopped after a kill at \(point)", within: .seconds(30)) {
            try await e2e.docker.containers(of: application.id).isEmpty
          }
          try await wish("application.start", killedAt: "job.start" + point.dropFirst(8), application)
          try await application.waitForPage("wished", within: .seconds(30))
        }
        try await wish("application.delete", killedAt: "job.remove", application)
        try await eventually("nothing of it is left", within: .seconds(30)) {
          let services = try await e2e.docker.services(of: application.id)
          let containers = try await e2e.docker.containers(of: application.id)
          return services.isEmpty && containers.isEmpty
        }
        #expect(try await application.get().status == 404)
      }
    }

    private func wish(_ name: String, killedAt point: String, _ application: EndToEndApplication) async throws {
      let e2e = application.fixture
      try await e2e.restart(["SLIPWAY_TEST_KILL_AT": point])
      // The answer is lost with the server.
      _ = try? await e2e.api.call(name, ["applicationId": .string(application.id)])
      try await e2e.server.waitForExit(within: .seconds(30))
      try await e2e.restart()
    }

    @Test(.timeLimit(.minutes(3)))
    func `a server that is asked to stop leaves the candidate to the next one and is gone at once`() async throws {
      try await EndToEndFixture.with("power-cut-stop") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "before")
        try await application.update([
          "updateConfigSwarm": ["Parallelism": 1, "Order": "start-first", "Monitor": 4_000_000_000]
        ])
        try await repository.push(["index.html": "after\n"])
        let deployment = try await application.deploy()
        try await eventually("two versions run", within: .seconds(60)) {
          try await e2e.docker.containers(of: application.id).count == 2
        }
        let candidates = Set(try await e2e.docker.containers(of: application.id))
        let began = ContinuousClock.now
        try await e2e.restart()
        #expect(ContinuousClock.now - began < .seconds(15))
        #expect(Set(try await e2e.docker.containers(of: application.id)) == candidates)
        #expect(try await application.end(of: deployment)["status"] == "done")
        try await application.waitForPage("after")
      }
    }

    private func expectOnce(_ application: EndToEndApplication, ended: Int, _ point: String) async throws {
      let e2e = application.fixture
      #expect(try await application.deployments().count == ended, "killed at \(point)")
      try await eventually("after a kill at \(point) one release is left", within: .seconds(30)) {
        let services = try await e2e.docker.services(of: application.id)
        let containers = try await e2e.docker.containers(of: application.id)
        guard services.count == 1, containers.count == 1 else {
          throw EndToEndFailure("services \(services), containers \(containers)")
        }
        return true
      }
      #expect(e2e.leftovers() == [], "killed at \(point)")
      let running = try await EndToEndCommand.outcome(of: ["pgrep", "-f", e2e.server.data + "/work"])
      #expect(running.status == 1, "killed at \(point), still running: \(running.text)")
    }
  }
}
