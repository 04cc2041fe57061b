import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct CrowdTests {
    @Test(.timeLimit(.minutes(10)))
    func `of ten applications deployed at once one is cancelled and nine end well`() async throws {
      try await EndToEndFixture.with("crowd") { e2e in
        var applications: [EndToEndApplication] = []
        for number in 0..<10 { applications.append(try await prepare(number, in: e2e)) }
        var deployments: [String] = []
        for application in applications { deployments.append(try await application.deploy()) }

        let (slow, cancelled) = (applications[4], deployments[4])
        try await eventually("the slow build runs", within: .seconds(120)) {
          guard try await buildIsRunning() else { return false }
          return try await slow.deployment(cancelled)["step"] == "build"
        }
        try await e2e.api.call("application.cancelDeployment", ["applicationId": .string(slow.id)])
        let row = try await slow.end(of: cancelled, within: .seconds(30))
        #expect(row["status"] == "cancelled")
        try await eventually("the cancelled build's processes are gone", within: .seconds(15)) {
          try await !buildIsRunning()
        }

        for (number, application) in applications.enumerated() where number != 4 {
          try await application.deployed(deployments[number], within: .seconds(240))
          try await application.waitForPage("application \(number)")
        }
        #expect(try await e2e.docker.services(of: slow.id) == [])
        #expect(try await e2e.docker.services().count == 9)
        #expect(e2e.leftovers() == [])
      }
    }

    private func prepare(_ number: Int, in e2e: EndToEndFixture) async throws -> EndToEndApplication {
      let application = try await e2e.application("Crowd \(number)")
      var files = EndToEndRepository.page("application \(number)")
      if number == 4 { files["Dockerfile"] = "FROM busybox:latest\nRUN sleep 4321\n" }
      try await application.useRepository(try await e2e.git.repository("crowd-\(number)", files))
      try await application.useDockerfile()
      try await application.monitorShortly()
      try await application.addDomain()
      return application
    }

    private func buildIsRunning() async throws -> Bool {
      try await EndToEndCommand.outcome(of: ["pgrep", "-f", "^sleep 4321"]).status == 0
    }
  }
}
