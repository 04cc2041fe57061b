import Foundation
import SlipwayCore
import SlipwayProviders
import SlipwayTesting
import Testing

/// Gitea, as its documentation has it.
@Suite struct GiteaAPITests {
  private static let name = "team/web"

  private func withAccount(
    _ body: @Sendable @escaping (GiteaContract, ContractAccount, RepositoryPath) async throws -> Void
  ) async throws {
    let contract = GiteaContract(git: ContractGit(port: 0))
    for (id, path) in [(51, Self.name), (52, "ada/notes")] {
      await contract.add(ContractRepository(id: id, path: path, git: "web"))
    }
    let (client, secret) = await (contract.oauth.clientID, contract.oauth.clientSecret)
    try await ContractServer.with(contract) { server in
      let account = ContractAccount(.gitea, at: server.base) {
        $0.account.clientID = client
        $0.secrets.clientSecret = Secret(secret)
        $0.account.redirectURI = "https://panel.test/api/providers/gitea/callback"
      }
      try await account.connect(GiteaAPI.self)
      try await body(contract, account, try #require(RepositoryPath(Self.name)))
    }
  }

  @Test func `repositories are listed and searched, branches are looked through`() async throws {
    try await withAccount { contract, account, web in
      await contract.change(Self.name) { row in
        for number in 0..<70 { row.branches["topic-\(1000 + number)"] = String(repeating: "a", count: 40) }
      }
      let api = GiteaAPI(await account.session())
      let all = try await api.repositories(search: "", page: 1)
      #expect(all.items.map(\.path.full) == [Self.name, "ada/notes"])
      let found = try await api.repositories(search: "note", page: 1)
      #expect(found.items.map(\.path.full) == ["ada/notes"])
      let first = try await api.branches(of: web, search: "", page: 1)
      #expect(first.items.count == 50 && first.next == 2)
      let last = try await api.branches(of: web, search: "1069", page: 1)
      #expect(last.items.map(\.name) == ["topic-1069"])
    }
  }

  @Test func `the webhook is made once, and put right at another address of the dashboard`() async throws {
    try await withAccount { contract, account, web in
      let api = GiteaAPI(await account.session())
      let wish = HookWish(url: "https://panel.test/api/deploy/provider/1", secret: Secret("hook-canary"))
      let made = try await api.ensureHook(wish, on: web)
      let again = try await api.ensureHook(wish, on: web)
      #expect([made, again] == [.created, .unchanged])
      let moved = HookWish(url: "https://new.test/api/deploy/provider/1", secret: Secret("hook-canary"))
      let repaired = try await api.ensureHook(moved, on: web)
      let hooks = try await contract.repository(Self.name).hooks
      #expect(repaired == .repaired && hooks.map(\.url) == [moved.url])
    }
  }

  @Test func `statuses and one comment are written`() async throws {
    try await withAccount { contract, account, web in
      let api = GiteaAPI(await account.session())
      let commit = String(repeating: "c", count: 40)
      for state in CommitStatus.State.allCases {
        try await api.report(
          CommitStatus(commit: commit, state: state, context: "slipway/web", summary: "x"), on: web)
      }
      for text in ["Builds", "Ready"] { try await api.comment(text, marker: "m", on: web, request: 3) }
      let row = try await contract.repository(Self.name)
      #expect(row.statuses.map(\.state) == ["pending", "pending", "success", "failure", "error"])
      #expect(row.comments.count == 1 && row.comments[0].text.hasPrefix("Ready"))
    }
  }

  @Test func `another name is told, and a permission that was taken back`() async throws {
    try await withAccount { contract, account, web in
      await contract.rename(Self.name, to: "team/site")
      let renamed = await #expect(throws: ProviderFailure.self) {
        _ = try await GiteaAPI(await account.session()).cloneAccess(to: web)
      }
      #expect(renamed?.reason == .renamed(to: "team/site"))
      await contract.forget()
      let revoked = await #expect(throws: ProviderFailure.self) {
        _ = try await GiteaAPI(await account.session()).repository(web)
      }
      #expect(revoked?.reason == .expired)
    }
  }
}
