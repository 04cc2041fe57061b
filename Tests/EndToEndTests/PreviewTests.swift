import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Previews with the real Docker, proxy and git server; what a provider sends is posted to the service's webhook.
  @Suite struct PreviewTests {
    @Test(.timeLimit(.minutes(6)))
    func `a pull request answers at its own address, follows pushes, and leaves nothing when it is closed`()
      async throws
    {
      try await EndToEndFixture.with("preview") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "production")
        try await application.saveEnvironment("SECRET=of-production")
        try await application.update([
          "isPreviewDeploymentsActive": true, "previewRequireCollaboratorPermissions": false,
          "previewWildcard": "*.preview.test", "previewPort": 8080,
          "previewLimit": 1, "previewEnv": "GREETING=hello",
        ])
        try await application.addMount()
        let requests = EndToEndPullRequests(application: application, repository: repository)

        let first = try await requests.push(7, page: "preview one")
        try await requests.tell("opened", 7, first)
        let preview = try await requests.serving(7, "preview one")
        try await expectApart(e2e, application, preview)
        try await application.waitForPage("production")

        let second = try await requests.push(7, page: "preview two")
        try await requests.tell("synchronize", 7, second)
        _ = try await requests.serving(7, "preview two")

        // No room for another one, and no preview twice.
        let other = try await requests.push(8, page: "another")
        #expect(try await requests.tell("opened", 8, other).contains("limit of 1"))
        #expect(try await requests.tell("opened", 7, second).contains("has this commit already"))
        #expect(try await requests.all().count == 1)

        try await requests.tell("closed", 7, second)
        try await expectNothingLeft(e2e, application, preview)
        #expect(e2e.leftovers() == [])
      }
    }

    @Test(.timeLimit(.minutes(6)))
    func `a fork waits for an approval, runs without the parent's secrets, and each new commit waits again`()
      async throws
    {
      try await EndToEndFixture.with("preview-fork") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "production")
        try await application.saveEnvironment("SECRET=of-production")
        try await application.update([
          "isPreviewDeploymentsActive": true, "previewRequireCollaboratorPermissions": false,
          "previewWildcard": "pr-${prNumber}.fork.test", "previewPort": 8080,
          "previewParentVariables": true, "previewEnv": "GREETING=hello",
        ])
        let requests = EndToEndPullRequests(application: application, repository: repository, isFork: true)
        let commit = try await requests.push(3, page: "from outside")
        #expect(try await requests.tell("opened", 3, commit).contains("waits for an approval"))
        let waiting = try await requests.one(3)
        #expect(waiting["state"] == "waiting" && waiting["deployableId"] == .null)

        let id = try waiting.text("previewDeploymentId")
        try await e2e.api.call(
          "previewDeployment.approve", ["previewDeploymentId": .string(id), "commit": .string(commit)])
        let preview = try await requests.serving(3, "from outside")
        #expect(try preview.text("url") == "http://pr-3.fork.test")
        let variables = try await variables(e2e, preview)
        #expect(variables.contains("GREETING=hello"))
        #expect(!variables.contains { $0.hasPrefix("SECRET=") })

        let next = try await requests.push(3, page: "something else")
        try await requests.tell("synchronize", 3, next)
        try await eventually("the new commit waits", within: .seconds(30)) {
          try await requests.one(3)["state"] == "waiting"
        }
        _ = try await requests.page(preview, "from outside")
        let stale = try await e2e.api.answer(
          to: "previewDeployment.approve", ["previewDeploymentId": .string(id), "commit": .string(commit)])
        #expect(stale.status == 409, "\(stale.body)")
        try await e2e.api.call("previewDeployment.delete", ["previewDeploymentId": .string(id)])
        try await expectNothingLeft(e2e, application, preview)
      }
    }

    @Test(.timeLimit(.minutes(8)))
    func `a preview has an empty database of its own, and a killed server goes on with its making and its removal`()
      async throws
    {
      try await EndToEndFixture.with("preview-database") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "production")
        let made = try await e2e.api.call(
          "redis.create",
          [
            "name": "cache", "environmentId": .string(application.environmentID), "dockerImage": "redis:7",
            "databasePassword": "",
          ])
        let original = try made.text("redisId")
        try await application.update([
          "isPreviewDeploymentsActive": true, "previewRequireCollaboratorPermissions": false,
          "previewWildcard": "*.data.test", "previewPort": 8080,
          "previewDatabaseIds": [.string(original)],
        ])
        let requests = EndToEndPullRequests(application: application, repository: repository)
        let commit = try await requests.push(5, page: "with data")
        try await e2e.restart(["SLIPWAY_TEST_KILL_AT": "verify"])
        try await requests.tell("opened", 5, commit)
        try await e2e.server.waitForExit(within: .seconds(60))
        try await e2e.restart()
        let preview = try await requests.serving(5, "with data")
        let variables = try await variables(e2e, preview)
        let url = try #require(variables.first { $0.hasPrefix("REDIS_URL=") })
        let password = try await e2e.api.query("redis.one", ["redisId": original]).text("databasePassword")
        #expect(!url.contains(password) && url.contains("preview-"))

        // Gone by its time, with a server that is killed while it removes.
        try await e2e.server.stop()
        try await e2e.server.expirePreviews()
        try await e2e.restart(["SLIPWAY_TEST_KILL_AT": "job.remove"])
        try await e2e.server.waitForExit(within: .seconds(60))
        try await e2e.restart()
        try await expectNothingLeft(e2e, application, preview)
        try await application.waitForPage("production")
      }
    }
  }
}

extension EndToEnd.PreviewTests {
  /// The environment of what runs of a preview, as Docker has it.
  private func variables(_ e2e: EndToEndFixture, _ preview: JSONValue) async throws -> [String] {
    let containers = try await e2e.docker.containers(of: try preview.text("deployableId"))
    let container = try #require(containers.first)
    return try await e2e.docker.lines("inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", container)
  }

  private func expectApart(
    _ e2e: EndToEndFixture, _ application: EndToEndApplication, _ preview: JSONValue
  ) async throws {
    let name = try preview.text("appName")
    #expect(name.hasPrefix("preview-") && name != application.appName)
    let found = try await variables(e2e, preview)
    #expect(found.contains("GREETING=hello"))
    #expect(found.contains("DOKPLOY_DEPLOY_URL=\(name).preview.test"))
    #expect(!found.contains { $0.hasPrefix("SECRET=") })
    let volumes = try await e2e.docker.lines("volume", "ls", "--format", "{{.Name}}")
    #expect(volumes.contains { $0.hasPrefix("\(name)-") })
    let listed = try await e2e.api.query("application.search", ["limit": "100"]).items("items")
    #expect(!listed.contains { $0["appName"] == .string(name) }, "lists leave it out")
  }

  private func expectNothingLeft(
    _ e2e: EndToEndFixture, _ application: EndToEndApplication, _ preview: JSONValue
  ) async throws {
    let (name, id) = (try preview.text("appName"), try preview.text("deployableId"))
    try await eventually("nothing of \(name) is left", within: .seconds(60)) {
      let lists = [
        try await e2e.docker.services(of: id), try await e2e.docker.containers(of: id, all: true),
        try await e2e.docker.lines("volume", "ls", "--format", "{{.Name}}").filter { $0.hasPrefix("preview-") },
        try await e2e.docker.lines("network", "ls", "--format", "{{.Name}}").filter { $0 == "\(name)-net" },
        try await e2e.docker.lines("image", "ls", "--format", "{{.Repository}}", "slipway/\(name)"),
        try FileManager.default.contentsOfDirectory(atPath: e2e.server.data + "/traefik/dynamic").filter {
          $0.contains(name)
        },
        try await EndToEndPullRequests.rows(application).map { "\($0)" },
      ]
      guard lists.allSatisfy(\.isEmpty) else { throw EndToEndFailure("\(lists)") }
      return true
    }
    let answer = try await e2e.api.answer(to: "application.stop", ["applicationId": .string(id)])
    #expect(answer.status == 404)
  }
}

extension EndToEndApplication {
  fileprivate func addMount() async throws {
    try await fixture.api.call(
      "mounts.create",
      [
        "type": "volume", "volumeName": .string("\(appName)-data"), "mountPath": "/data", "serviceId": .string(id),
        "serviceType": "application",
      ])
  }
}
