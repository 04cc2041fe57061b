import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayProviders

/// GitHub, as its documentation has it.
@Suite struct GitHubAPITests {
  private static let name = "team/web"
  private static let commit = String(repeating: "c", count: 40)

  /// Runs a body with an installed app and two repositories.
  private func withAccount(
    lifetime: Double = 3600,
    _ body: @Sendable @escaping (GitHubContract, ContractAccount, ContractServer, RepositoryPath) async throws -> Void
  ) async throws {
    let contract = try GitHubContract(git: ContractGit(port: 0), lifetime: lifetime)
    for (id, path) in [(41, Self.name), (42, "team/api")] {
      await contract.add(ContractRepository(id: id, path: path, git: "web"))
    }
    try await ContractServer.with(contract) { server in
      let account = ContractAccount(.github, at: server.base) {
        $0.account.clientID = GitHubContract.clientID
        $0.account.appID = GitHubContract.appID
        $0.account.installationID = GitHubContract.installation
        $0.secrets.privateKey = Secret(contract.key)
      }
      try await body(contract, account, server, try #require(RepositoryPath(Self.name)))
    }
  }

  @Test func `an app makes one token for many requests`() async throws {
    try await withAccount { contract, account, server, web in
      let api = GitHubAPI(await account.session())
      #expect(try await api.repositories(search: "", page: 1).items.map(\.path.full) == [Self.name, "team/api"])
      #expect(try await api.repositories(search: "AP", page: 1).items.map(\.id) == ["42"])
      _ = try await api.branches(of: web, search: "", page: 1)
      #expect(server.requests.filter { $0.line.hasSuffix("/access_tokens") }.count == 1)
      #expect(server.requests.allSatisfy { $0.headers["x-github-api-version"] == "2022-11-28" })
    }
  }

  @Test func `lists are cut into pages by the link header`() async throws {
    try await withAccount { contract, account, _, web in
      await contract.change(Self.name) { row in
        for number in 0..<230 { row.branches["topic-\(1000 + number)"] = Self.commit }
      }
      let api = GitHubAPI(await account.session())
      let first = try await api.branches(of: web, search: "", page: 1)
      #expect(first.items.count == 100 && first.next == 2)
      let last = try await api.branches(of: web, search: "", page: 3)
      #expect(last.items.count == 30 && last.next == nil)
      #expect(try await api.branches(of: web, search: "1207", page: 1).items.map(\.name) == ["topic-1207"])
    }
  }

  @Test func `git gets a token for its repository alone, to read`() async throws {
    try await withAccount { _, account, server, web in
      let access = try await GitHubAPI(await account.session()).cloneAccess(to: web)
      #expect(access.url == "\(server.base)/team/web.git")
      #expect(access.username == "x-access-token")
      let wish = server.requests.last { $0.line.hasSuffix("/access_tokens") }?.json
      #expect(wish?["repositories"] == ["web"])
      #expect(wish?["permissions"] == ["contents": "read"])
    }
  }

  @Test func `a token that ended too early is made anew once`() async throws {
    try await withAccount { contract, account, server, _ in
      let api = GitHubAPI(await account.session())
      _ = try await api.repositories(search: "", page: 1)
      await contract.expireTokens()
      #expect(try await api.repositories(search: "", page: 1).items.count == 2)
      #expect(server.requests.filter { $0.line.hasSuffix("/access_tokens") }.count == 2)
    }
  }

  @Test func `an app that was uninstalled or suspended must be connected again`() async throws {
    try await withAccount { contract, account, _, _ in
      for mood in [GitHubContract.Mood.uninstalled, .suspended] {
        await contract.set(mood)
        let failure = await #expect(throws: ProviderFailure.self) {
          _ = try await GitHubAPI(await account.session()).repositories(search: "", page: 1)
        }
        #expect(failure?.reason == .revoked)
        #expect(failure?.isOfAccount == true)
      }
    }
  }

  @Test func `the limit of requests says when it ends`() async throws {
    try await withAccount { contract, account, _, _ in
      await contract.limit(1)
      let failure = await #expect(throws: ProviderFailure.self) {
        _ = try await GitHubAPI(await account.session()).repositories(search: "", page: 1)
      }
      guard case .rateLimited(let until)? = failure?.reason else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(until > Date() - 2 && until < Date() + 5)
    }
  }

  @Test func `a repository that was renamed is named`() async throws {
    try await withAccount { contract, account, _, web in
      await contract.change(Self.name) {
        $0.formerPaths.append(Self.name)
        $0.path = "team/site"
      }
      let failure = await #expect(throws: ProviderFailure.self) {
        _ = try await GitHubAPI(await account.session()).cloneAccess(to: web)
      }
      #expect(failure?.reason == .renamed(to: "team/site"))
      let missing = await #expect(throws: ProviderFailure.self) {
        _ = try await GitHubAPI(await account.session()).cloneAccess(
          to: try RepositoryPath(owner: "team", name: "no"))
      }
      #expect(missing?.reason == .missing)
    }
  }

  @Test func `a status is one deployment however often it is told`() async throws {
    try await withAccount { contract, account, _, web in
      let api = GitHubAPI(await account.session())
      for state in [CommitStatus.State.running, .running, .success] {
        var status = CommitStatus(commit: Self.commit, state: state, context: "slipway/web", summary: "Serves")
        status.environment = "shop / production / web"
        status.environmentURL = "https://web.test"
        try await api.report(status, on: web)
      }
      let repository = try await contract.repository(Self.name)
      #expect(repository.statuses.map(\.state) == ["pending", "pending", "success"])
      #expect(repository.deployments.count == 1)
      #expect(repository.deployments.first?["state"] == "success")
      #expect(repository.deployments.first?["url"] == "https://web.test")
    }
  }

  @Test func `a comment is written over its own one`() async throws {
    try await withAccount { contract, account, _, web in
      let api = GitHubAPI(await account.session())
      try await api.comment("Building", marker: "preview-1", on: web, request: 7)
      try await api.comment("Ready", marker: "preview-1", on: web, request: 7)
      try await api.comment("Other", marker: "preview-2", on: web, request: 7)
      let texts = try await contract.repository(Self.name).comments.map(\.text)
      #expect(texts.count == 2)
      #expect(texts.first?.contains("Ready") == true)
    }
  }

  @Test func `who may write is trusted, and a stranger is nobody`() async throws {
    try await withAccount { contract, account, _, web in
      await contract.set("maintain", of: "bob")
      await contract.set("read", of: "eve")
      let api = GitHubAPI(await account.session())
      var found: [ProviderPermission] = []
      for name in ["ada", "bob", "eve", "nobody"] { found.append(try await api.permission(of: name, on: web)) }
      #expect(found == [.admin, .maintain, .read, ProviderPermission.none])
      #expect(found.map(\.isTrusted) == [true, true, false, false])
    }
  }

  @Test func `a manifest's code makes the app once`() async throws {
    try await withAccount { contract, _, server, _ in
      let (code, address) = (await contract.makeCode(), try GitHubAddress(server.base, allowsPlain: true))
      let app = try await GitHubManifest.convert(code: code, at: address, http: ContractAccount.http, now: Date())
      #expect(app.account.appID == GitHubContract.appID)
      #expect(app.secrets.webhookSecret?.reveal() == contract.webhookSecret)
      await #expect(throws: ProviderFailure.self) {
        _ = try await GitHubManifest.convert(code: code, at: address, http: ContractAccount.http, now: Date())
      }
      await #expect(throws: ProviderFailure.self) {
        _ = try await GitHubManifest.convert(
          code: "../../repos", at: address, http: ContractAccount.http, now: Date())
      }
    }
  }
}
