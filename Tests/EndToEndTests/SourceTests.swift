import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct SourceTests {
    @Test(.timeLimit(.minutes(5)))
    func `git over ssh with a stored key deploys, and a changed host key stops it`() async throws {
      try await EndToEndFixture.with("ssh") { e2e in
        let sshd = SSHServer(folder: e2e.folder + "/sshd", port: e2e.ports.ssh)
        try await sshd.start()
        let key = try await e2e.api.call(
          "sshKey.create",
          [
            "name": "Deploy key", "privateKey": .string(try sshd.privateKey()),
            "publicKey": .string(try sshd.publicKey()),
            "organizationId": .string(e2e.organizationID),
          ])
        let keys = try await e2e.api.query("sshKey.all").arrayValue
        let id = try key["sshKeyId"]?.stringValue ?? #require(keys?.first?["sshKeyId"]?.stringValue)

        let repository = try await e2e.git.repository("ssh", EndToEndRepository.page("by ssh"))
        let application = try await e2e.application()
        try await application.useGit(
          "ssh://root@127.0.0.1:\(e2e.ports.ssh)\(repository.bare)", more: ["customGitSSHKeyId": .string(id)])
        try await application.useDockerfile()
        try await application.monitorShortly()
        try await application.addDomain()
        try await application.deployed()
        try await application.waitForPage("by ssh")
        #expect(e2e.leftovers() == [])

        try await sshd.start()
        let row = try await application.end(of: try await application.deploy())
        #expect(row["status"] == "error")
        #expect(row["evidence"]?["step"] == "source")
        try await application.waitForPage("by ssh")
        try await sshd.stop()
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a zip and an image deploy too, and a zip that leaves its folder is refused`() async throws {
      try await EndToEndFixture.with("sources") { e2e in
        try await zip(e2e)
        try await image(e2e)
        try await staticSite(e2e)
      }
    }

    private func zip(_ e2e: EndToEndFixture) async throws {
      let application = try await e2e.application("Zip")
      try await application.useDockerfile()
      try await application.monitorShortly()
      try await application.addDomain()
      let folder = e2e.folder + "/zip"
      for (path, text) in EndToEndRepository.page("from a zip") {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text?.write(toFile: folder + "/" + path, atomically: true, encoding: .utf8)
      }
      try await EndToEndCommand.run(["zip", "-q", "-r", e2e.folder + "/good.zip", "."], in: folder)
      let answer = try await upload(e2e.folder + "/good.zip", to: application)
      #expect(answer.status == 200, "\(answer.body)")
      try await application.waitForPage("from a zip", within: .seconds(60))

      let evil =
        "import zipfile; z = zipfile.ZipFile('evil.zip', 'w'); z.writestr('../../evil', 'x'); z.writestr('Dockerfile', 'FROM busybox')"
      try await EndToEndCommand.run(["python3", "-c", evil], in: e2e.folder)
      let before = try await application.deployments().count
      let refused = try await upload(e2e.folder + "/evil.zip", to: application)
      if refused.status == 200 {
        let newest = try #require(try await application.deployments().first)
        let row = try await application.end(of: try newest.text("deploymentId"))
        #expect(row["status"] == "error")
        #expect(row["errorMessage"]?.stringValue?.contains("evil") == true, "\(row)")
      } else {
        #expect(refused.status == 400, "\(refused.body)")
        #expect(try await application.deployments().count == before)
      }
      #expect(!FileManager.default.fileExists(atPath: e2e.server.data + "/evil"))
      #expect(!FileManager.default.fileExists(atPath: e2e.server.data + "/work/evil"))
      try await application.waitForPage("from a zip")
    }

    private func upload(_ path: String, to application: EndToEndApplication) async throws -> (
      status: Int, body: String
    ) {
      let text = try await EndToEndCommand.run([
        "curl", "-sS", "-m", "60", "-w", "\n%{http_code}", "-H", "x-api-key: \(application.fixture.api.key)", "-F",
        "applicationId=\(application.id)", "-F", "zip=@\(path)",
        "http://127.0.0.1:\(application.fixture.ports.panel)/api/application.dropDeployment",
      ])
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
    }

    private func image(_ e2e: EndToEndFixture) async throws {
      let application = try await e2e.application("Image")
      try await e2e.api.call(
        "application.saveDockerProvider",
        [
          "applicationId": .string(application.id), "dockerImage": "nginx:alpine", "username": nil, "password": nil,
          "registryUrl": nil,
        ])
      try await application.monitorShortly()
      try await application.addDomain(port: 80)
      try await application.deployed()
      try await application.waitForPage("Welcome to nginx")
    }

    private func staticSite(_ e2e: EndToEndFixture) async throws {
      let application = try await e2e.application("Static")
      let repository = try await e2e.git.repository(
        "static", ["public/index.html": "a static page\n", "public/notes/a.txt": "a note\n"])
      try await application.useRepository(repository)
      try await e2e.api.call(
        "application.saveBuildType",
        [
          "applicationId": .string(application.id), "buildType": "static", "dockerfile": nil,
          "dockerContextPath": nil,
          "dockerBuildStage": nil, "herokuVersion": nil, "railpackVersion": nil, "publishDirectory": "public",
        ])
      try await application.monitorShortly()
      try await application.addDomain(port: 80)
      try await application.deployed()
      try await application.waitForPage("a static page")
      #expect(try await application.get("/notes/a.txt").body == "a note\n")
    }
  }
}
