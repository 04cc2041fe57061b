import Foundation
import SlipwayCore
import SlipwayProviders
import SlipwayTesting
import Testing

/// Bitbucket Cloud, as its documentation has it.
@Suite struct BitbucketAPITests {
  private static let name = "team/web"

  private func withAccount(
    _ change: @escaping @Sendable (inout GitProvider) -> Void,
    _ body: @Sendable @escaping (BitbucketContract, ContractAccount, RepositoryPath) async throws -> Void
  ) async throws {
    let contract = BitbucketContract(git: ContractGit(port: 0))
    for (id, path) in [(61, Self.name), (62, "team/notes")] {
      await contract.add(ContractRepository(id: id, path: path, git: "web"))
    }
    try await ContractServer.with(contract) { server in
      let account = ContractAccount(.bitbucket, at: BitbucketAPI.address) {
        $0.account.internalURL = server.base
        $0.account.workspace = BitbucketContract.workspace
        change(&$0)
      }
      try await body(contract, account, try #require(RepositoryPath(Self.name)))
    }
  }

  private static let token: @Sendable (inout GitProvider) -> Void = {
    $0.account.email = BitbucketContract.email
    $0.secrets.apiToken = Secret(BitbucketContract.apiToken)
  }

  @Test func `a token, an app password and an access token let in, each in its way`() async throws {
    let ways: [(String, @Sendable (inout GitProvider) -> Void)] = [
      ("x-bitbucket-api-token-auth", Self.token),
      (
        BitbucketContract.username,
        {
          $0.account.username = BitbucketContract.username
          $0.secrets.appPassword = Secret(BitbucketContract.appPassword)
        }
      ),
      ("x-token-auth", { $0.secrets.apiToken = Secret(BitbucketContract.accessToken) }),
    ]
    for (user, change) in ways {
      try await withAccount(change) { _, account, web in
        let access = try await BitbucketAPI(await account.session()).cloneAccess(to: web)
        #expect(access.username == user && access.url.hasSuffix("/team/web.git"))
      }
    }
  }

  @Test func `lists are searched and cut into pages`() async throws {
    try await withAccount(Self.token) { contract, account, web in
      await contract.change(Self.name) { row in
        for number in 0..<70 { row.branches["topic-\(1000 + number)"] = String(repeating: "a", count: 40) }
      }
      let api = BitbucketAPI(await account.session())
      let found = try await api.repositories(search: "no\"tes", page: 1)
      #expect(found.items.map(\.path.full) == ["team/notes"])
      let first = try await api.branches(of: web, search: "", page: 1)
      #expect(first.items.count == 50 && first.next == 2)
      let last = try await api.branches(of: web, search: "", page: 2)
      #expect(last.items.count == 20 && last.next == nil)
    }
  }

  @Test func `what webhooks leave out is asked for`() async throws {
    try await withAccount(Self.token) { contract, account, web in
      let commit = String(repeating: "c", count: 40)
      await contract.change(Self.name) { $0.branches["main"] = commit }
      let api = BitbucketAPI(await account.session())
      let whole = try await api.wholeHash(of: String(commit.prefix(12)), on: web)
      let files = try await api.changedFiles(from: nil, to: commit, on: web)
      #expect(whole == commit)
      #expect(files?.contains("docs/gone.md") == true)
      let author = try await api.permission(of: "557058:7", on: web)
      let stranger = try await api.permission(of: "557058:8", on: web)
      #expect(author == .write && stranger == .none)
    }
  }

  @Test func `the webhook, statuses and one comment are written`() async throws {
    try await withAccount(Self.token) { contract, account, web in
      let api = BitbucketAPI(await account.session())
      let wish = HookWish(url: "https://panel.test/api/deploy/provider/1", secret: Secret("hook-canary"))
      let made = try await api.ensureHook(wish, on: web)
      await contract.change(Self.name) { $0.hooks[0].secret = "" }
      let repaired = try await api.ensureHook(wish, on: web)
      let again = try await api.ensureHook(wish, on: web)
      #expect([made, repaired, again] == [.created, .repaired, .unchanged])
      let long = "slipway/" + String(repeating: "long-", count: 20) + "web"
      let commit = String(repeating: "c", count: 40)
      for state in CommitStatus.State.allCases {
        try await api.report(CommitStatus(commit: commit, state: state, context: long, summary: "x"), on: web)
      }
      for text in ["Builds", "Ready"] { try await api.comment(text, marker: "m", on: web, request: 3) }
      let row = try await contract.repository(Self.name)
      #expect(row.statuses.map(\.state) == ["INPROGRESS", "INPROGRESS", "SUCCESSFUL", "FAILED", "STOPPED"])
      #expect(Set(row.statuses.map(\.context)).count == 1)
      #expect(row.comments.count == 1 && row.comments[0].text.hasPrefix("Ready"))
    }
  }

  @Test func `a token that was taken back is said to be, and what to do`() async throws {
    try await withAccount(Self.token) { contract, account, web in
      await contract.revoke(BitbucketContract.apiToken)
      let failure = await #expect(throws: ProviderFailure.self) {
        _ = try await BitbucketAPI(await account.session()).repository(web)
      }
      #expect(failure?.reason == .revoked && failure?.message.contains("API token") == true)
    }
  }
}
