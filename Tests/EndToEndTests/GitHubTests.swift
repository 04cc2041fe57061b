import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// GitHub's API is a contract server's; git, the builds and the releases are real.
  @Suite struct GitHubTests {
    /// The installation, what stands for GitHub, and the application that is made of it.
    private struct Stage: Sendable {
      let e2e: EndToEndFixture
      let github: GitHubContract
      let provider: String
      let application: EndToEndApplication
      let repository: EndToEndRepository

      var panel: String { "http://127.0.0.1:\(e2e.ports.panel)/api/deploy/github" }

      /// Pushes, tells, and waits until it is deployed.
      func push(_ text: String, path: String = "team/web", before: String? = nil) async throws -> String {
        let commit = try await repository.push(["index.html": text + "\n"], message: "Say \(text)")
        let delivery = try await github.push(
          path, to: panel, before: before ?? String(repeating: "0", count: 40), after: commit)
        let answer = try await delivery.send()
        guard answer.status == 200, answer.body.contains("Deployed 1 apps") else {
          throw EndToEndFailure("\(answer.status): \(answer.body)")
        }
        try await application.waitForPage(text, within: .seconds(60))
        return commit
      }

      func deliveries() async throws -> [String] {
        let found = try await e2e.api.query("gitProvider.deliveries", ["gitProviderId": provider]).arrayValue ?? []
        return found.compactMap { $0["decision"]?.stringValue }
      }
    }

    @Test(.timeLimit(.minutes(6)))
    func `a repository at GitHub is connected, picked, pushed to, deployed and told of`() async throws {
      try await EndToEndFixture.with("github") { e2e in
        let github = try GitHubContract(git: ContractGit(port: e2e.ports.git))
        try await ContractServer.with(github) { server in
          let provider = try await connect(e2e, github, server)
          let stage = try await pick(e2e, github, provider)
          let (first, second) = try await expectPushes(stage)
          try await expectHarmlessDeliveries(stage, first, second)
          try await expectTokensAndLimits(stage, second)
          try await expectRename(stage)
          try await expectRevoked(stage)
        }
      }
    }

    /// As a browser that is signed in: to GitHub for the app, and again for the installation.
    private func connect(
      _ e2e: EndToEndFixture, _ github: GitHubContract, _ server: ContractServer
    ) async throws -> String {
      let browser = try await Browser.signIn(e2e)
      let begun = try await browser.call(
        "github.begin", ["name": "GitHub", "githubUrl": .string(server.base), "organization": ""])
      let state = try Browser.state(of: begun)
      #expect(try begun.text("manifest").contains("/api/deploy/github"))
      try await expectForgeries(e2e, browser, state, code: await github.makeCode())
      let code = await github.makeCode()
      let made = try await browser.get("/api/providers/github/setup?code=\(code)&state=\(state)")
      #expect(made.status == 303, "\(made.body)")
      let again = try await browser.get("/api/providers/github/setup?code=\(code)&state=\(state)")
      #expect(again.status == 403)
      let row = try #require(try await e2e.api.query("gitProvider.getAll").arrayValue?.first)
      #expect(row["isConfigured"] == false)
      let provider = try row.text("gitProviderId")
      let install = try await browser.call("github.install", ["githubId": .string(provider)])
      let number = GitHubContract.installation
      let back = try await browser.get(
        "/api/providers/github/setup?installation_id=\(number)&state=\(try Browser.state(of: install))")
      #expect(back.status == 303, "\(back.body)")
      let connected = try await e2e.api.query("github.githubProviders")
      #expect(connected.arrayValue?.count == 1)
      #expect(!"\(connected)".contains("canary") && !"\(connected)".contains("PRIVATE KEY"))
      return provider
    }

    /// Nobody else's browser, and no state of anybody's making, connects an account.
    private func expectForgeries(
      _ e2e: EndToEndFixture, _ browser: Browser, _ state: String, code: String
    ) async throws {
      let organization = e2e.organizationID
      let other = try await Browser.signIn(e2e)
      let forged = "/api/providers/github/setup?code=\(code)&state=gh_init:\(organization):owner"
      #expect(try await browser.get(forged).status == 403)
      #expect(try await other.get("/api/providers/github/setup?code=\(code)&state=\(state)").status == 403)
      let signedOut = try await EndToEndHTTP.request(
        port: e2e.ports.panel, path: "/api/providers/github/setup?code=\(code)&state=\(state)")
      #expect(signedOut.status == 401)
      #expect(try await e2e.api.query("gitProvider.getAll").arrayValue?.isEmpty == true)
    }

    private func pick(_ e2e: EndToEndFixture, _ github: GitHubContract, _ provider: String) async throws -> Stage {
      let application = try await e2e.application()
      let repository = try await e2e.git.repository(application.appName, EndToEndRepository.page("first"))
      await github.add(ContractRepository(id: 41, path: "team/web", git: repository.name))
      await github.change("team/web") { $0.branches["main"] = String(repeating: "a", count: 40) }
      let found = try await e2e.api.call("github.testConnection", ["githubId": .string(provider)])
      #expect(found == "Found 1 repositories")
      let listed = try await e2e.api.query(
        "gitProvider.repositories", ["gitProviderId": provider, "search": "WE"])
      #expect(try listed.items("items").first?["fullName"] == "team/web")
      let branches = try await e2e.api.query(
        "github.getGithubBranches", ["githubId": provider, "owner": "team", "repo": "web"])
      #expect(branches.arrayValue?.first?["name"] == "main")
      try await e2e.api.call(
        "application.saveGithubProvider",
        [
          "applicationId": .string(application.id), "repository": "web", "owner": "team", "buildPath": "/",
          "githubId": .string(provider), "branch": "main", "triggerType": "push",
        ])
      try await application.useDockerfile()
      try await application.monitorShortly()
      try await application.addDomain()
      let deployed = try await application.deployed()
      try await application.waitForPage("first")
      let log = try await application.log(of: deployed.text("deploymentId"))
      #expect(!log.contains("ghs_") && log.contains("team/web"), "\(log)")
      return Stage(
        e2e: e2e, github: github, provider: provider, application: application, repository: repository)
    }

    private func expectPushes(_ stage: Stage) async throws -> (first: String, second: String) {
      let first = try await stage.push("second")
      let second = try await stage.push("third", before: first)
      let github = stage.github
      try await eventually("GitHub is told", within: .seconds(20)) {
        let known = try await github.repository("team/web")
        return known.statuses.contains { $0.commit == second && $0.state == "success" }
          && known.deployments.contains { $0["sha"] == second && $0["state"] == "success" }
      }
      return (first, second)
    }

    private func expectHarmlessDeliveries(_ stage: Stage, _ first: String, _ second: String) async throws {
      let (github, panel) = (stage.github, stage.panel)
      let before = try await stage.application.deployments().count
      let late = try await github.push("team/web", to: panel, after: first)
      #expect(try await late.send().body.contains("newer push"))
      #expect(try await late.send().body.contains("already"))
      var forged = try await github.push("team/web", to: panel, before: second, after: first)
      forged.body = forged.body.replacing("index.html", with: "evil.html")
      #expect(try await forged.send().status == 401)
      forged.headers["x-hub-signature-256"] = nil
      #expect(try await forged.send().status == 401)
      let zeros = String(repeating: "0", count: 40)
      let gone = try await github.push("team/web", to: panel, before: second, after: zeros)
      #expect(try await gone.send().body.contains("No apps to deploy"))
      let skipped = try await github.push(
        "team/web", to: panel, before: zeros, after: first, message: "Words [skip ci]")
      #expect(try await skipped.send().body.contains("No apps to deploy"))
      #expect(try await stage.application.deployments().count == before)
      #expect(try await stage.deliveries().contains { $0.contains("was deleted") })
    }

    /// A token that ends too early, and a limit that ends soon, are nobody's trouble; a forced push is deployed.
    private func expectTokensAndLimits(_ stage: Stage, _ second: String) async throws {
      await stage.github.expireTokens()
      await stage.github.limit(1)
      try await stage.repository.git("reset", "-q", "--hard", "HEAD~1")
      try await stage.repository.git("push", "-q", "-f", stage.repository.url, "HEAD:refs/heads/main")
      _ = try await stage.push("forced", before: second)
    }

    private func expectRename(_ stage: Stage) async throws {
      let told = try await stage.github.rename("team/web", to: "team/site", panel: stage.panel)
      let answer = try await told.send()
      #expect(answer.body.contains("team/site now"), "\(answer.body)")
      #expect(try await stage.application.one()["repository"] == "site")
      _ = try await stage.push("renamed", path: "team/site")
    }

    private func expectRevoked(_ stage: Stage) async throws {
      let told = try await stage.github.installation("deleted", panel: stage.panel)
      #expect(try await told.send().status == 200)
      let row = try #require(try await stage.e2e.api.query("gitProvider.getAll").arrayValue?.first)
      #expect(try row.text("problem").contains("uninstalled"))
      let failed = try await stage.application.end(of: try await stage.application.deploy())
      #expect(failed["status"] == "error")
      #expect("\(failed)".contains("install it again"), "\(failed)")
      let uses = try await stage.e2e.api.query("gitProvider.uses", ["gitProviderId": stage.provider])
      #expect(uses.arrayValue?.count == 1)
      try await stage.e2e.api.call("gitProvider.remove", ["gitProviderId": .string(stage.provider)])
      #expect(try await stage.e2e.api.query("gitProvider.getAll").arrayValue?.isEmpty == true)
      try await stage.application.waitForPage("renamed")
    }

    /// A browser that is signed in.
    private struct Browser: Sendable {
      let port: Int
      let cookie: String

      static func signIn(_ e2e: EndToEndFixture) async throws -> Browser {
        let answer = try await EndToEndHTTP.request(
          port: e2e.ports.panel, path: "/api/auth/sign-in/email", headers: ["content-type": "application/json"],
          body: #"{"email":"\#(EndToEndFixture.email)","password":"\#(EndToEndFixture.password)"}"#)
        guard let cookie = answer.headers["set-cookie"]?.split(separator: ";").first else {
          throw EndToEndFailure("\(answer.status): \(answer.body)")
        }
        return Browser(port: e2e.ports.panel, cookie: String(cookie))
      }

      func get(_ path: String) async throws -> EndToEndHTTP.Answer {
        try await EndToEndHTTP.request(port: port, path: path, headers: ["cookie": cookie])
      }

      func call(_ name: String, _ input: [String: JSONValue]) async throws -> JSONValue {
        let answer = try await EndToEndHTTP.request(
          port: port, host: "127.0.0.1:\(port)", path: "/api/\(name)",
          headers: ["cookie": cookie, "content-type": "application/json", "origin": "http://127.0.0.1:\(port)"],
          body: String(decoding: try JSONEncoder().encode(JSONValue.object(input)), as: UTF8.self))
        guard answer.status == 200 else { throw EndToEndFailure("\(name): \(answer.status): \(answer.body)") }
        return try JSONDecoder().decode(JSONValue.self, from: Data(answer.body.utf8))
      }

      /// What the provider hands back.
      static func state(of answer: JSONValue) throws -> String {
        let parts = URLComponents(string: try answer.text("url"))
        guard let state = parts?.queryItems?.first(where: { $0.name == "state" })?.value else {
          throw EndToEndFailure("no state in \(answer)")
        }
        return state
      }
    }
  }
}
