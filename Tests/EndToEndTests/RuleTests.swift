import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct RuleTests {
    @Test(.timeLimit(.minutes(5)))
    func `redirects, logins and an own certificate apply at once, through the real proxy`() async throws {
      try await EndToEndFixture.with("rules") { e2e in
        let (application, _) = try await e2e.servingApplication(text: "behind rules")
        let deployments = try await application.deployments().count
        try await redirects(e2e, application)
        try await login(e2e, application)
        try await certificate(e2e, application)
        #expect(try await application.deployments().count == deployments)
        // What guards the page is no sign that a release is ill.
        try await application.deployed()
        #expect(try await application.get("/").status == 401)
      }
    }

    private func redirects(_ e2e: EndToEndFixture, _ application: EndToEndApplication) async throws {
      // The proxy reads its files as templates: braces must come out as they went in.
      try await e2e.api.call(
        "redirects.create",
        [
          "applicationId": .string(application.id), "regex": .string("^(http://[^/]+)/old/(.*)$"),
          "replacement": "${1}/new/${2}#{{env}}", "permanent": true,
        ])
      try await eventually("the old address is redirected", within: .seconds(10)) {
        let answer = try await application.get("/old/page?a=b")
        // The proxy writes its answer as a URL, in which braces are escaped.
        guard answer.status == 301,
          answer.headers["location"] == "http://\(application.host)/new/page?a=b#%7B%7Benv%7D%7D"
        else {
          throw EndToEndFailure("\(answer.status) \(answer.headers["location"] ?? "nowhere")")
        }
        return true
      }
      try await application.waitForPage("behind rules")
      let circle = try await e2e.api.answer(
        to: "redirects.create",
        [
          "applicationId": .string(application.id), "regex": .string("^(http://[^/]+)/(.*)$"),
          "replacement": "$1/x/$2", "permanent": false,
        ])
      #expect(circle.status == 400 && circle.body.contains("circle"), "\(circle.body)")
      let row = try #require(try await application.one().items("redirects").first)
      try await e2e.api.call("redirects.delete", ["redirectId": .string(try row.text("redirectId"))])
      try await eventually("the old address is the service's own again", within: .seconds(10)) {
        try await application.get("/old/page").status == 404
      }
    }

    private func login(_ e2e: EndToEndFixture, _ application: EndToEndApplication) async throws {
      func status(_ user: String, _ password: String) async throws -> Int {
        let token = Data("\(user):\(password)".utf8).base64EncodedString()
        return try await EndToEndHTTP.request(
          port: e2e.ports.http, host: application.host, path: "/", headers: ["authorization": "Basic \(token)"]
        ).status
      }
      let row = try await e2e.api.call(
        "security.create",
        ["applicationId": .string(application.id), "username": "ada", "password": "pässword: {{x}} $1"])
      try await eventually("the proxy asks for a password", within: .seconds(10)) {
        try await application.get("/").status == 401
      }
      #expect(try await status("ada", "pässword: {{x}} $1") == 200)
      #expect(try await status("ada", "wrong") == 401)
      #expect(try await status("eve", "pässword: {{x}} $1") == 401)
      try await e2e.api.call(
        "security.update",
        ["securityId": .string(try row.text("securityId")), "username": "ada", "password": "another"])
      try await eventually("the new password counts", within: .seconds(10)) {
        let (new, old) = (try await status("ada", "another"), try await status("ada", "pässword: {{x}} $1"))
        return new == 200 && old == 401
      }
      let file = try String(
        contentsOfFile: e2e.server.data + "/traefik/dynamic/\(application.appName).yml", encoding: .utf8)
      #expect(file.contains("ada:$2y$10$") && !file.contains("another"))
    }

    private func certificate(_ e2e: EndToEndFixture, _ application: EndToEndApplication) async throws {
      let host = "own-\(application.appName).slipway.test"
      let made = try await TestCertificates.make(hosts: [host])
      try await e2e.api.call(
        "certificates.create",
        [
          "name": "own", "certificateData": .string(made.leaf + made.authority), "privateKey": .string(made.leafKey),
          "organizationId": .string(e2e.organizationID),
        ])
      try await application.addDomain(host, more: ["https": true, "certificateType": "custom"])
      let root = e2e.folder + "/own-root.pem"
      try made.authority.write(toFile: root, atomically: true, encoding: .utf8)
      try await eventually("the proxy shows the uploaded certificate", within: .seconds(15)) {
        let page = try await EndToEndCommand.run([
          "curl", "-sS", "--fail", "-m", "5", "--cacert", root, "-u", "ada:another", "--resolve",
          "\(host):\(e2e.ports.https):127.0.0.1", "https://\(host):\(e2e.ports.https)/",
        ])
        return page == "behind rules"
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a build is patched, pushed to a registry, and pulled from there with the stored password`() async throws {
      try await EndToEndFixture.with("registry") { e2e in
        let registry = RegistryServer(folder: e2e.folder + "/registry", port: e2e.ports.ssh)
        try await registry.start()
        do {
          try await pushAndPull(e2e, registry)
          try await registry.stop()
        } catch {
          try await registry.stop()
          throw error
        }
      }
    }

    /// The code can be looked at before it is patched; git's own folder cannot.
    private func browse(_ e2e: EndToEndFixture, _ application: EndToEndApplication) async throws {
      let service = ["id": application.id, "type": "application"]
      let answer = try await e2e.api.call("patch.ensureRepo", service.mapValues { .string($0) })
      let files = try await e2e.api.query(
        "patch.readRepoDirectories", service.merging(["repoPath": answer.stringValue ?? ""]) { $1 })
      let names = (files.arrayValue ?? []).compactMap { $0["path"]?.stringValue }
      #expect(names == ["Dockerfile", "index.html", "start"])
      let text = try await e2e.api.query(
        "patch.readRepoFile", service.merging(["filePath": "index.html"]) { $1 })
      #expect(text == "plain\n")
      #expect(e2e.leftovers() == [])
    }

    private func pushAndPull(_ e2e: EndToEndFixture, _ registry: RegistryServer) async throws {
      let wrong = try await e2e.api.answer(to: "registry.create", registry.input(password: "wrong-canary"))
      #expect(wrong.status == 400 && wrong.body.contains("password") && !wrong.body.contains("wrong-canary"))
      let row = try await e2e.api.call("registry.create", registry.input(password: RegistryServer.password))
      let id = JSONValue.string(try row.text("registryId"))
      try await e2e.api.call("registry.testRegistryById", ["registryId": id])

      let (application, _) = try await e2e.servingApplication(text: "plain")
      try await browse(e2e, application)
      try await e2e.api.call(
        "patch.create",
        ["applicationId": .string(application.id), "filePath": "index.html", "content": "patched\n"])
      try await application.update(["registryId": id])
      let deployment = try await application.deployed()
      try await application.waitForPage("patched")
      let log = try await application.log(of: try deployment.text("deploymentId"))
      #expect(log.contains("Patch: index.html written") && !log.contains(RegistryServer.password))
      let image = "\(registry.address)/team/\(application.appName)"
      let services = try await e2e.docker.services(of: application.id)
      let specs = try await EndToEndCommand.run(["docker", "service", "inspect"] + services)
      #expect(specs.contains(image + "@sha256:"), "\(specs)")

      try await EndToEndCommand.run([
        "docker", "image", "rm", "-f", "\(image):d-\(try deployment.text("deploymentId"))",
      ])
      let pulling = try await e2e.application("Pulled")
      try await e2e.api.call(
        "application.saveDockerProvider",
        [
          "applicationId": .string(pulling.id), "username": nil, "password": nil, "registryUrl": nil,
          "dockerImage": .string("\(image):d-\(try deployment.text("deploymentId"))"),
        ])
      try await pulling.monitorShortly()
      try await pulling.addDomain()
      let refused = try await pulling.end(of: try await pulling.deploy())
      #expect(refused["status"] == "error", "a private image without its password")
      try await pulling.update(["registryId": id])
      try await pulling.deployed()
      try await pulling.waitForPage("patched")
      let inUse = try await e2e.api.answer(to: "registry.remove", ["registryId": id])
      #expect(inUse.status == 409, "\(inUse.body)")
    }
  }
}
