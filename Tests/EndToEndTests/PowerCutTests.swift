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
