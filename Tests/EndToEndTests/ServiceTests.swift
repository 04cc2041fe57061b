import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct ServiceTests {
    @Test(.timeLimit(.minutes(5)))
    func `an application stops, starts, reloads and goes back to an earlier release`() async throws {
      try await EndToEndFixture.with("service") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "release one")
        let input: [String: JSONValue] = ["applicationId": .string(application.id)]
        let first = try #require(try await application.deployments().first).text("deploymentId")
        try await repository.push(["index.html": "release two\n"])
        try await application.deployed()
        try await application.waitForPage("release two")

        try await e2e.api.call("application.stop", input)
        try await eventually("no container is left", within: .seconds(30)) {
          try await e2e.docker.containers(of: application.id).isEmpty
        }
        #expect(try await application.get().status >= 500)
        try await e2e.api.call("application.start", input)
        try await application.waitForPage("release two", within: .seconds(30))

        try await application.saveEnvironment("AFTER=reload")
        let reload: [String: JSONValue] = input.merging(["appName": .string(application.appName)]) { $1 }
        try await e2e.api.call("application.reload", reload)
        try await eventually("the reloaded container has the new variable", within: .seconds(40)) {
          guard let container = try await e2e.docker.containers(of: application.id).first else { return false }
          return try await e2e.docker.run("exec", container, "cat", "/proc/1/environ").contains("AFTER=reload")
        }

        let rollback = try #require(try await application.deployment(first)["rollback"])
        try await e2e.api.call("rollback.rollback", ["rollbackId": .string(try rollback.text("rollbackId"))])
        try await application.waitForPage("release one", within: .seconds(60))
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `with a volume the old release stops before the new one starts, and a failed one gives it back`()
      async throws
    {
      try await EndToEndFixture.with("volume") { e2e in
        let application = try await e2e.application()
        var files = EndToEndRepository.page("unused")
        files["start"] = """
          date +%s%N >>/data/starts
          cp /site/index.html /data/
          httpd -f -p 8080 -h /data & child=$!
          trap 'kill $child' TERM
          wait

          """
        let repository = try await e2e.git.repository("volume", files)
        try await application.useRepository(repository)
        try await application.useDockerfile()
        try await application.addDomain()
        let volume = "\(e2e.instance)-data"
        try await e2e.api.call(
          "mounts.create",
          [
            "serviceId": .string(application.id), "serviceType": "application", "type": "volume",
            "mountPath": "/data",
            "volumeName": .string(volume),
          ])
        try await application.deployed()
        try await application.waitForPage("unused")
        try await expectNeverTwo(application) {
          try await repository.push(["index.html": "second\n"])
          try await application.deployed()
        }
        try await application.waitForPage("second")
        #expect(try await application.get("/starts").body.split(separator: "\n").count == 2)

        try await repository.push(["start": "exit 9\n"])
        let row = try await application.end(of: try await application.deploy())
        #expect(row["status"] == "error")
        #expect(row["evidence"]?["exitCode"] == 9)
        try await application.waitForPage("second", within: .seconds(30))

        try await e2e.api.call("application.stop", ["applicationId": .string(application.id)])
        try await e2e.api.call("application.delete", ["applicationId": .string(application.id)])
        try await eventually("the service is gone", within: .seconds(30)) {
          try await e2e.docker.services(of: application.id).isEmpty
        }
        try await eventually("the volume can be removed", within: .seconds(30)) {
          try await EndToEndCommand.outcome(of: ["docker", "volume", "rm", volume]).status == 0
        }
      }
    }

    private func expectNeverTwo(_ application: EndToEndApplication, _ body: () async throws -> Void) async throws {
      try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask {
          var most = 0
          while !Task.isCancelled {
            do {
              most = max(most, try await application.fixture.docker.containers(of: application.id).count)
              try await Task.sleep(for: .milliseconds(50))
            } catch  where Task.isCancelled {
              // The program that asks is ended with the task.
              return most
            }
          }
          return most
        }
        try await body()
        group.cancelAll()
        for try await most in group { #expect(most == 1) }
      }
    }
  }
}
