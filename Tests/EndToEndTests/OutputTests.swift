import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct OutputTests {
    /// A page, and a line that is written when it is served and one when it ends.
    private static func speaking(_ word: String) -> [String: String?] {
      var files = EndToEndRepository.page(word)
      files["start"] = """
        echo "level=warn msg=\\"\(word) speaks\\" token=$API_TOKEN"
        httpd -f -p 8080 -h /site & child=$!
        trap 'echo "[ERROR] \(word) says farewell"; kill $child' TERM
        wait

        """
      return files
    }

    @Test(.timeLimit(.minutes(8)))
    func `what a generation wrote is found when it is gone, and what was asked is counted`() async throws {
      try await EndToEndFixture.with("output") { e2e in
        let application = try await e2e.application("Speaker")
        let repository = try await e2e.git.repository(application.appName, Self.speaking("first"))
        try await application.useRepository(repository)
        try await application.useDockerfile()
        try await application.monitorShortly()
        try await application.saveEnvironment("API_TOKEN=sesame-of-the-speaker")
        try await application.addDomain()
        let first = try await application.deployed().text("deploymentId")
        try await repository.push(Self.speaking("second"))
        let second = try await application.deployed().text("deploymentId")
        try await application.waitForPage("second")
        try await eventually("the first generation is gone", within: .seconds(60)) {
          try await e2e.docker.services(of: application.id).count == 1
        }

        try await Self.count(e2e, application)

        // The one that serves is ended from outside, and what it wrote stays when its container is removed.
        let container = try #require(try await e2e.docker.containers(of: application.id).first)
        try await e2e.docker.run("kill", container)
        let folder = "\(e2e.server.data)/logs/\(application.id)/\(container.prefix(24))"
        try await eventually("what it wrote was copied", within: .seconds(60)) {
          FileManager.default.fileExists(atPath: folder + "/1.log")
        }
        try await e2e.docker.run("rm", "-f", container)
        // Its containers are gone; its last words were written while it was being taken away.
        let farewell = try await Self.find(e2e, ["text": "first says farewell"])
        #expect(farewell.map { $0["deploymentId"]?.stringValue } == [first])
        #expect(farewell.first?["level"] == "error")
        let spoken = try await Self.find(e2e, ["text": "speaks", "levels": #"["warn"]"#])
        #expect(Set(spoken.compactMap { $0["deploymentId"]?.stringValue }) == [first, second])
        #expect(spoken.allSatisfy { $0["text"]?.stringValue?.contains("sesame-of-the-speaker") == false })

        // The process itself is cut off at any moment, and finds everything again.
        try await e2e.server.kill9()
        try await e2e.server.start()
        try await e2e.waitUntilReady()
        let again = try await Self.find(e2e, ["text": "speaks", "generation": second])
        #expect(!again.isEmpty)
        let generations = try await e2e.api.query("log.generations", ["serviceId": application.id]).arrayValue ?? []
        #expect(Set(generations.compactMap { $0["deploymentId"]?.stringValue }) == [first, second])

        try await e2e.api.call("application.delete", ["applicationId": .string(application.id)])
        try await eventually("what was kept goes with the service", within: .seconds(60)) {
          !FileManager.default.fileExists(atPath: "\(e2e.server.data)/logs/\(application.id)")
        }
      }
    }

    /// Requests through the proxy, from the moment on that they are counted.
    private static func count(_ e2e: EndToEndFixture, _ application: EndToEndApplication) async throws {
      #expect(try await e2e.api.query("settings.haveActivateRequests") == false)
      try await e2e.api.call("settings.toggleRequests", ["enable": true])
      let log = "\(e2e.server.data)/traefik/requests/access.log"
      try await eventually("the proxy was started again and writes what it is asked", within: .seconds(90)) {
        _ = try? await application.get("/index.html?token=nobody-may-see")
        return FileManager.default.fileExists(atPath: log)
      }
      try await application.waitForPage("second", within: .seconds(60))
      for _ in 0..<5 { _ = try await application.get("/missing") }
      try await eventually("requests are counted", within: .seconds(60)) {
        let answer = try await e2e.api.query("settings.requestStatistics", ["hours": "1"])
        let classes = (answer["classes"]?.arrayValue ?? []).compactMap(\.integerValue)
        guard classes.count == 5, classes[1] >= 1, classes[3] == 5 else { throw EndToEndFailure("\(answer)") }
        #expect(try answer.items("domains").map { $0["host"]?.stringValue } == [application.host])
        #expect(try answer.items("paths").contains { $0["path"] == "/missing" && $0["count"] == 5 })
        return true
      }
    }

    private static func find(_ e2e: EndToEndFixture, _ fields: [String: String]) async throws -> [JSONValue] {
      let answer = try await e2e.api.query("log.search", fields)
      #expect(answer["notes"] == [], "\(answer)")
      return try answer.items("lines")
    }
  }
}
