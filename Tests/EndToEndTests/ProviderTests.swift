import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  /// Accounts at GitLab, Gitea and Bitbucket, each from connecting it to losing it, at one installation.
  @Suite struct ProviderTests {
    @Test(.timeLimit(.minutes(8)))
    func `repositories at GitLab, Gitea and Bitbucket are connected, picked, pushed to, deployed and told of`()
      async throws
    {
      try await EndToEndFixture.with(
        "providers",
        settings: { server in
          await server.set("SLIPWAY_PUBLIC_URL", to: "http://127.0.0.1:\(server.ports.panel)")
        }
      ) { e2e in
        async let gitlab: Void = walkGitLab(e2e)
        async let gitea: Void = walkGitea(e2e)
        async let bitbucket: Void = walkBitbucket(e2e)
        _ = try await (gitlab, gitea, bitbucket)
      }
    }

    /// To the provider and back; nobody comes back twice, and nobody else does.
    private func authorize(_ e2e: EndToEndFixture, _ word: String, _ id: String) async throws {
      let browser = try await EndToEndBrowser.signIn(e2e)
      let other = try await EndToEndBrowser.signIn(e2e)
      let departure = try await browser.call("\(word).connect", ["\(word)Id": .string(id)])
      let back = try await browser.authorize(at: try departure.text("url"))
      #expect(back.hasPrefix("/api/providers/\(word)/callback?"))
      #expect(try await other.get(back).status == 403)
      #expect(try await browser.get(back + "x").status == 403)
      let arrived = try await browser.get(back)
      #expect(arrived.status == 303, "\(arrived.body)")
      #expect(try await browser.get(back).status == 403)
    }

    private func walkGitLab(_ e2e: EndToEndFixture) async throws {
      let contract = GitLabContract(git: ContractGit(port: e2e.ports.git))
      let (client, secret) = await (contract.oauth.clientID, contract.oauth.clientSecret)
      try await ContractServer.with(contract) { server in
        let made = try await e2e.api.call(
          "gitlab.create",
          [
            "name": "GitLab", "gitlabUrl": .string(server.base), "applicationId": .string(client),
            "secret": .string(secret), "authId": "1",
          ])
        let id = try made.text("gitlabId")
        try await authorize(e2e, "gitlab", id)
        let (application, repository) = try await ProviderStage.application(e2e)
        let path = "team/apps/web"
        let first = try await repository.git("rev-parse", "HEAD")
        await contract.add(ContractRepository(id: 41, path: path, git: repository.name))
        await contract.change(path) { $0.branches["main"] = first }
        #expect(try await e2e.api.call("gitlab.testConnection", ["gitlabId": .string(id)]) == "Found 1 repositories")
        try await e2e.api.call(
          "application.saveGitlabProvider",
          [
            "applicationId": .string(application.id), "gitlabBuildPath": "/", "gitlabOwner": "apps",
            "gitlabRepository": "web", "gitlabId": .string(id), "gitlabProjectId": 41,
            "gitlabPathNamespace": .string(path), "gitlabBranch": "main",
          ])
        let stage = ProviderStage(
          e2e: e2e, provider: id, application: application, repository: repository,
          push: { try await contract.push($0, before: $1 ?? zeros, after: $2 ?? zeros) },
          statuses: { try await contract.project($0).statuses })
        try await stage.deployFirst()
        await contract.limit(1)
        let second = try await stage.serve("second", at: path)
        try await stage.expectTold(of: second, at: path, state: "success")
        try await stage.expectHarmless(at: path, second, signature: "x-gitlab-token")
        var foreign = try await contract.push(path, after: second)
        foreign.body = foreign.body.replacing("\"id\":41", with: "\"id\":42")
        #expect(try await foreign.send().status == 401)
        try await stage.expectGone(
          try await contract.push(path, ref: "refs/heads/topic", before: second, after: zeros))
        // A token that ended and another name are nobody's trouble, as a limit was not that ended soon.
        await contract.expire()
        await contract.rename(path, to: "team/site")
        _ = try await stage.serve("renamed", at: "team/site", before: second)
        #expect(await contract.oauth.refreshes == 1)
        #expect(await contract.oauth.reuses == 0)
        #expect(try await application.one()["gitlabPathNamespace"] == "team/site")
        await contract.forget()
        try await stage.expectRevoked("connect the account again", serving: "renamed")
      }
    }

    private func walkGitea(_ e2e: EndToEndFixture) async throws {
      let contract = GiteaContract(git: ContractGit(port: e2e.ports.git))
      let (client, secret) = await (contract.oauth.clientID, contract.oauth.clientSecret)
      try await ContractServer.with(contract) { server in
        let made = try await e2e.api.call(
          "gitea.create",
          [
            "name": "Gitea", "giteaUrl": .string(server.base + "/"), "clientId": .string(client),
            "clientSecret": .string(secret),
          ])
        let id = try made.text("giteaId")
        try await authorize(e2e, "gitea", id)
        let (application, repository) = try await ProviderStage.application(e2e)
        await contract.add(ContractRepository(id: 51, path: "team/web", git: repository.name))
        try await e2e.api.call(
          "application.saveGiteaProvider",
          [
            "applicationId": .string(application.id), "giteaBuildPath": "/", "giteaOwner": "team",
            "giteaRepository": "web", "giteaId": .string(id), "giteaBranch": "main",
          ])
        let stage = ProviderStage(
          e2e: e2e, provider: id, application: application, repository: repository,
          push: { try await contract.push($0, before: $1 ?? zeros, after: $2 ?? zeros) },
          statuses: { try await contract.repository($0).statuses })
        try await stage.deployFirst()
        let second = try await stage.serve("second", at: "team/web")
        try await stage.expectTold(of: second, at: "team/web", state: "success")
        try await stage.expectHarmless(at: "team/web", second, signature: "x-gitea-signature")
        try await stage.expectGone(try await contract.delete("team/web", branch: "topic"))
        await contract.expire()
        await contract.rename("team/web", to: "team/site")
        _ = try await stage.serve("renamed", at: "team/site", before: second)
        #expect(try await application.one()["giteaRepository"] == "site")
        await contract.forget()
        try await stage.expectRevoked("connect the account again", serving: "renamed")
      }
    }

    private func walkBitbucket(_ e2e: EndToEndFixture) async throws {
      let contract = BitbucketContract(git: ContractGit(port: e2e.ports.git))
      try await ContractServer.with(contract) { server in
        let (application, repository) = try await ProviderStage.application(e2e)
        await contract.add(ContractRepository(id: 61, path: "team/web", git: repository.name))
        var input: [String: JSONValue] = [
          "name": "Bitbucket", "bitbucketEmail": .string(BitbucketContract.email), "authId": "1",
          "bitbucketWorkspaceName": .string(BitbucketContract.workspace), "apiToken": "wrong",
          "bitbucketInternalUrl": .string(server.base),
        ]
        let refused = try await e2e.api.answer(to: "bitbucket.create", input)
        #expect(refused.status != 200 && refused.body.contains("API token"), "\(refused.body)")
        input["apiToken"] = .string(BitbucketContract.apiToken)
        let id = try await e2e.api.call("bitbucket.create", input).text("bitbucketId")
        try await e2e.api.call(
          "application.saveBitbucketProvider",
          [
            "applicationId": .string(application.id), "bitbucketBuildPath": "/", "bitbucketOwner": "team",
            "bitbucketRepository": "web", "bitbucketRepositorySlug": "web", "bitbucketId": .string(id),
            "bitbucketBranch": "main", "watchPaths": ["index.*"],
          ])
        let stage = ProviderStage(
          e2e: e2e, provider: id, application: application, repository: repository,
          push: { try await contract.push($0, before: $1, after: $2) },
          statuses: { try await contract.repository($0).statuses })
        try await stage.deployFirst()
        await contract.limit(1)
        let second = try await stage.serve("second", at: "team/web")
        try await stage.expectTold(of: second, at: "team/web", state: "SUCCESSFUL")
        try await stage.expectHarmless(at: "team/web", second, signature: "x-hub-signature")
        try await stage.expectGone(try await contract.push("team/web", name: "topic", before: second, after: nil))
        await contract.revoke(BitbucketContract.apiToken)
        try await stage.expectRevoked("API token", serving: "second")
      }
    }
  }
}

private let zeros = String(repeating: "0", count: 40)
