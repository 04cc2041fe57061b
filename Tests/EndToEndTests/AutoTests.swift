import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Projects without a Dockerfile, built for real on images of Debian's packages (Scripts/languages.sh).
  @Suite struct AutoTests {
    @Test(.timeLimit(.minutes(10)))
    func `Node, Python, files and Swift are found, built and served without a Dockerfile`() async throws {
      try await EndToEndFixture.with("auto") { e2e in
        try await useOwnImages(e2e)
        for family in ["node", "python", "static", "swift"] { try await serve(family, e2e) }
        try await eject(e2e)
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `the commit that staging serves goes to production without a second build`() async throws {
      try await EndToEndFixture.with("promote") { e2e in
        let repository = try await e2e.git.repository("promote", EndToEndRepository.page("version one"))
        let staging = try await e2e.application("Staging")
        let production = try await e2e.application("Production")
        for application in [staging, production] {
          try await application.useRepository(repository)
          try await application.saveEnvironment("STAGE=\(application.appName)")
          try await application.monitorShortly()
          try await application.addDomain()
        }
        let first = try await staging.deployed()
        try await staging.waitForPage("version one")
        // The branch has gone on: what is promoted is what staging serves.
        try await repository.push(["index.html": "version two\n"])
        let promoted = try await e2e.api.call(
          "application.promote",
          ["applicationId": .string(staging.id), "targetApplicationId": .string(production.id)])
        let second = try await production.deployed(try promoted.text("deploymentId"))
        try await production.waitForPage("version one")
        let report = try await e2e.api.query(
          "deployment.buildReport", ["deploymentId": try second.text("deploymentId")])
        #expect(report["isReused"] == true)
        #expect(try report.text("reason").hasPrefix("Not built again:"))
        #expect(try await image(of: staging) == image(of: production))
        #expect(try await production.log(of: try second.text("deploymentId")).contains("Not built again"))
        try await buildAgain(staging, after: try first.text("deploymentId"), e2e)
      }
    }

    /// What has changed is said, and without the cache it is built whatever was there.
    private func buildAgain(
      _ application: EndToEndApplication, after first: String, _ e2e: EndToEndFixture
    ) async throws {
      let next = try await application.deployed()
      var report = try await e2e.api.query("deployment.buildReport", ["deploymentId": try next.text("deploymentId")])
      #expect(report["isReused"] == false)
      #expect(try report.text("reason").contains("the code"))
      try await application.update(["cleanCache": true])
      let forced = try await application.deployed()
      report = try await e2e.api.query("deployment.buildReport", ["deploymentId": try forced.text("deploymentId")])
      #expect(report["isReused"] == false)
      #expect(report["steps"]?.arrayValue?.isEmpty == false)
      #expect(report["imageSize"] != nil && report["imageSize"] != .null)
    }

    private func image(of application: EndToEndApplication) async throws -> String {
      let containers = try await EndToEndCommand.run([
        "docker", "ps", "--quiet", "--filter", "label=slipway.deployable=\(application.id)",
      ])
      let id = try #require(containers.split(separator: "\n").first.map(String.init))
      return try await EndToEndCommand.run(["docker", "inspect", "--format", "{{.Image}}", id])
    }

    private func useOwnImages(_ e2e: EndToEndFixture) async throws {
      try await EndToEndCommand.run([EndToEndCommand.checkout + "/Scripts/languages.sh"])
      try await e2e.api.call(
        "settings.updateBuilders",
        [
          "baseImages": [
            "node": "slipway-test/languages:1", "python": "slipway-test/languages:1",
            "swift": "slipway-test/swift:1", "swift-slim": "slipway-test/languages:1",
          ]
        ])
    }

    private func serve(_ family: String, _ e2e: EndToEndFixture) async throws {
      let application = try await e2e.application(family.capitalized)
      try await application.useRepository(try await e2e.git.repository(family, try files(family)))
      try await application.monitorShortly()
      let port = ["node": 3000, "python": 8000][family] ?? 8080
      try await application.addDomain(port: port)
      let row = try await application.deployed(within: .seconds(240))
      try await application.waitForPage(family == "static" ? "hello from files" : "hello from \(family)")
      let id = try row.text("deploymentId")
      #expect(try await application.log(of: id).contains("Found: "))
      let report = try await e2e.api.query("deployment.buildReport", ["deploymentId": id])
      #expect(report["dockerfile"]?.stringValue?.contains("USER 10001:10001") == true)
    }

    /// The Dockerfile that was written is taken over, edited, and given up again.
    private func eject(_ e2e: EndToEndFixture) async throws {
      let application = try await e2e.application("Ejected")
      try await application.useRepository(try await e2e.git.repository("ejected", try files("static")))
      try await application.monitorShortly()
      try await application.addDomain(port: 8080)
      let found = try await e2e.api.call("application.detect", ["applicationId": .string(application.id)])
      #expect(found["family"] == "static")
      let text = try found.text("dockerfile").replacing("COPY . .", with: "COPY . .\nCOPY style.css index.html")
      try await e2e.api.call(
        "application.ejectDockerfile", ["applicationId": .string(application.id), "dockerfile": .string(text)])
      try await application.deployed()
      try await application.waitForPage("font-family")
      try await e2e.api.call("application.takeBackDockerfile", ["applicationId": .string(application.id)])
      try await application.deployed()
      try await application.waitForPage("hello from files")
    }

    /// A project of `Tests/Fixtures/auto`.
    private func files(_ family: String) throws -> [String: String?] {
      let folder = EndToEndCommand.checkout + "/Tests/Fixtures/auto/" + family
      var files: [String: String?] = [:]
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
        files[path] = try? String(contentsOfFile: folder + "/" + path, encoding: .utf8)
      }
      return files.filter { $0.value != nil }
    }
  }
}
