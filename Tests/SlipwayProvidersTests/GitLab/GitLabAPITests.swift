import Foundation
import SlipwayCore
import SlipwayProviders
import SlipwayTesting
import Testing

/// GitLab, as its documentation has it.
@Suite struct GitLabAPITests {
  private static let name = "team/apps/web"

  /// Runs a body with a connected account and three projects.
  private func withAccount(
    groups: String? = nil,
    _ body: @Sendable @escaping (GitLabContract, ContractAccount, ContractServer, RepositoryPath) async throws -> Void
  ) async throws {
    let contract = GitLabContract(git: ContractGit(port: 0))
    for (id, path) in [(41, Self.name), (42, "team/api"), (43, "ada/notes")] {
      await contract.add(ContractRepository(id: id, path: path, git: "web"))
    }
    let (client, secret) = await (contract.oauth.clientID, contract.oauth.clientSecret)
    try await ContractServer.with(contract) { server in
      let account = ContractAccount(.gitlab, at: server.base) {
        $0.account.clientID = client
        $0.secrets.clientSecret = Secret(secret)
        $0.account.redirectURI = "https://panel.test/api/providers/gitlab/callback"
        $0.account.groups = groups
      }
      try await account.connect(GitLabAPI.self)
      try await body(contract, account, server, try #require(RepositoryPath(Self.name)))
    }
  }

  @Test func connectsWithPKCEAndListsProjectsBySearchAndGroup() async throws {
    try await withAccount(groups: "team") { contract, account, server, _ in
      let api = GitLabAPI(await account.session())
      let all = try await api.repositories(search: "", page: 1)
      #expect(all.items.map(\.path.full) == [Self.name, "team/api"])
      let found = try await api.repositories(search: "ap", page: 1)
      #expect(found.items.map(\.path.full) == ["team/api"])
      #expect(found.items.first?.id == "42" && found.items.first?.isPrivate == true)
      #expect(server.requests.first?.query["code_challenge_method"] == "S256")
    }
  }

  @Test func cutsListsIntoPages() async throws {
    try await withAccount { contract, account, _, web in
      await contract.change(Self.name) { row in
        for number in 0..<120 { row.branches["topic-\(1000 + number)"] = String(repeating: "a", count: 40) }
      }
      let api = GitLabAPI(await account.session())
      let first = try await api.branches(of: web, search: "", page: 1)
      #expect(first.items.count == 50 && first.next == 2)
      let last = try await api.branches(of: web, search: "", page: 3)
      #expect(last.items.count == 20 && last.next == nil)
      let found = try await api.branches(of: web, search: "1007", page: 1)
      #expect(found.items.map(\.name) == ["topic-1007"])
    }
  }

  @Test func makesTheWebhookOnceAndPutsItRight() async throws {
    try await withAccount { contract, account, _, web in
      let api = GitLabAPI(await account.session())
      let wish = HookWish(url: "https://panel.test/hook", secret: Secret("hook-canary"))
      #expect(try await api.ensureHook(wish, on: web) == .created)
      #expect(try await api.ensureHook(wish, on: web) == .unchanged)
      await contract.change(Self.name) {
        $0.hooks[0].isActive = false
        $0.hooks[0].secret = ""
      }
      #expect(try await api.ensureHook(wish, on: web) == .repaired)
      #expect(try await contract.project(Self.name).hooks.map(\.secret) == ["hook-canary"])
      try await api.removeHook(wish.url, on: web)
      try await api.removeHook(wish.url, on: web)
      #expect(try await contract.project(Self.name).hooks.isEmpty)
    }
  }

  @Test func reportsStatusesAndDeploymentsAndForgivesARepetition() async throws {
    try await withAccount { contract, account, _, web in
      let commit = String(repeating: "c", count: 40)
      await contract.change(Self.name) { $0.branches["main"] = commit }
      let api = GitLabAPI(await account.session())
      for state in [CommitStatus.State.running, .running, .success] {
        var status = CommitStatus(commit: commit, state: state, context: "slipway/web", summary: "Deploys")
        status.url = "https://panel.test/deployments/1"
        status.environment = "production"
        try await api.report(status, on: web)
      }
      let project = try await contract.project(Self.name)
      #expect(project.statuses.map(\.state) == ["running", "success"])
      #expect(project.deployments.last?["status"] == "success")
      #expect(project.deployments.last?["ref"] == "main")
    }
  }

  @Test func writesOneCommentAndWritesItAnew() async throws {
    try await withAccount { contract, account, _, web in
      let api = GitLabAPI(await account.session())
      for text in ["Builds", "Ready"] {
        try await api.comment(text, marker: "slipway-web", on: web, request: 7)
      }
      try await api.comment("Other", marker: "slipway-api", on: web, request: 7)
      let texts = try await contract.project(Self.name).comments.map(\.text)
      #expect(texts.count == 2 && texts[0].hasPrefix("Ready") && texts[1].hasPrefix("Other"))
    }
  }

  @Test func saysWhereAMovedProjectIs() async throws {
    try await withAccount { contract, account, _, web in
      await contract.rename(Self.name, to: "team/site")
      let api = GitLabAPI(await account.session())
      for ask in [
        { try await api.repository(web) },
        { try await api.cloneAccess(to: web) },
        { try await api.ensureHook(HookWish(url: "https://x.test", secret: Secret("a")), on: web) },
      ] as [@Sendable () async throws -> Any] {
        let failure = await #expect(throws: ProviderFailure.self) { _ = try await ask() }
        #expect(failure?.reason == .renamed(to: "team/site"))
      }
    }
  }

  @Test func renewsATokenThatEndedAndSaysWhenNoneCanBeHad() async throws {
    try await withAccount { contract, account, _, web in
      await contract.expire()
      let access = try await GitLabAPI(await account.session()).cloneAccess(to: web)
      let kept = await account.row.secrets.accessToken
      #expect(access.username == "oauth2" && access.password == kept)
      await contract.forget()
      let failure = await #expect(throws: ProviderFailure.self) {
        try await GitLabAPI(await account.session()).repository(web)
      }
      #expect(failure?.reason == .expired)
      #expect(failure?.message.contains("connect the account again") == true)
      #expect(await account.row.account.renewal == nil)
    }
  }

  @Test func usesARefreshTokenOnceHoweverManyAsk() async throws {
    try await withAccount { contract, account, _, web in
      await contract.expire()
      try await withThrowingTaskGroup(of: Void.self) { group in
        // Each has a session of its own, as processes do.
        for _ in 0..<8 {
          group.addTask { _ = try await GitLabAPI(await account.session()).repository(web) }
        }
        try await group.waitForAll()
      }
      #expect(await contract.oauth.refreshes == 1)
      #expect(await contract.oauth.reuses == 0)
    }
  }

  @Test func saysWhenItGoesOnAfterTooManyRequests() async throws {
    try await withAccount { contract, account, _, web in
      await contract.limit(1)
      let failure = await #expect(throws: ProviderFailure.self) {
        try await GitLabAPI(await account.session()).repositories(search: "", page: 1)
      }
      guard case .rateLimited(let end)? = failure?.reason else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(end.timeIntervalSinceNow < 5 && failure?.isPassing == true)
      await contract.limit(1)
      // Git has limits of its own: code is fetched all the same.
      _ = try await GitLabAPI(await account.session()).cloneAccess(to: web)
    }
  }

  @Test func takesBothTokensBack() async throws {
    try await withAccount { contract, account, _, _ in
      try await GitLabAPI(await account.session()).revoke()
      #expect(await contract.oauth.revoked.count == 2)
    }
  }

  @Test func knowsWhatAMemberMayDo() async throws {
    try await withAccount { _, account, _, web in
      let api = GitLabAPI(await account.session())
      for (name, wanted) in [
        ("ada", ProviderPermission.maintain), ("id:7", .maintain), ("id:8", .none), ("mallory", .none),
      ] {
        let permission = try await api.permission(of: name, on: web)
        #expect(permission == wanted, "\(name)")
      }
    }
  }

  @Test func `a deadline of whoever asks does not cost the grant`() async throws {
    try await withAccount { contract, account, _, web in
      await contract.expire()
      let asking = Task { try await GitLabAPI(await account.session()).repository(web) }
      asking.cancel()
      _ = try? await asking.value
      // What was renewed behind the cancellation was kept, or nothing was asked at all.
      _ = try await GitLabAPI(await account.session()).repository(web)
      #expect(await contract.oauth.reuses == 0)
    }
  }

  @Test func `tokens that come after the address was changed are not kept`() async throws {
    try await withAccount { contract, account, server, web in
      await contract.expire()
      let session = await account.session()
      let moved = ProviderSession(
        session.provider, http: session.http, tokens: session.tokens, allowsPlain: true, now: { Date() },
        keep: { change in
          // Between the provider's answer and the row, somebody saves another address.
          let before = await account.row
          if before.account.renewal != nil {
            _ = await account.change { $0.account.url = "https://elsewhere.test" }
          }
          return await account.change(change)
        })
      _ = await #expect(throws: ProviderFailure.self) { _ = try await GitLabAPI(moved).repository(web) }
      let kept = await account.row
      #expect(kept.account.url == "https://elsewhere.test")
      #expect(kept.secrets.accessToken == session.provider.secrets.accessToken)
      #expect(!server.requests.isEmpty)
    }
  }
}
