import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProviders
import SlipwayTesting
import Testing

@testable import SlipwayServer

/// What the webhooks of GitLab, Gitea and Bitbucket say, and how each is signed.
@Suite struct ProviderWebhookTests {
  private static let commit = String(repeating: "c", count: 40)

  private func request(_ delivery: ContractDelivery) throws -> WebhookRequest {
    try WebhookRequest(headers: delivery.headers, data: Data(delivery.body.utf8))
  }

  private func isBelieved(_ type: any ProviderWebhook.Type, _ delivery: ContractDelivery, _ secret: String) -> Bool {
    type.isSigned(Data(delivery.body.utf8), delivery.headers, with: Secret(secret))
  }

  /// A repository with a webhook.
  private func repository(_ path: String) -> ContractRepository {
    var repository = ContractRepository(id: 41, path: path, git: "web")
    repository.hooks = [.init(id: 1, url: "http://127.0.0.1:1/hook", secret: "hook-canary", events: [])]
    return repository
  }

  private func event(_ call: ProviderCall) throws -> PullRequestEvent {
    guard case .pullRequest(let event) = call.happening else { throw EndToEndFailure("\(call)") }
    return event
  }

  @Test func `GitLab's merge requests are told apart by what changed`() async throws {
    let contract = GitLabContract(git: ContractGit(port: 0))
    await contract.add(repository("team/apps/web"))
    let opened = try event(
      GitLabProviderWebhook.read(
        try request(
          try await contract.mergeRequest(
            "team/apps/web", number: 7, commit: Self.commit, action: "open", labels: ["preview"]))))
    #expect(opened.action == .opened && opened.number == 7 && opened.author == "ada")
    #expect(opened.head.commit == Self.commit && opened.head.branch == "topic" && opened.base.branch == "main")
    #expect(opened.labels == ["preview"] && !opened.isFork && !opened.isDraft)
    for (action, more, wanted) in [
      ("update", ["oldrev": .string(String(repeating: "d", count: 40))], PullRequestEvent.Action.synchronized),
      ("close", [:], .closed), ("merge", [:], .closed), ("reopen", [:], .reopened),
    ] as [(String, [String: JSONValue], PullRequestEvent.Action)] {
      let delivery = try await contract.mergeRequest(
        "team/apps/web", number: 7, commit: Self.commit, action: action, more)
      #expect(try event(GitLabProviderWebhook.read(try request(delivery))).action == wanted)
    }
    let fork = try await contract.mergeRequest(
      "team/apps/web", number: 8, commit: Self.commit, action: "open",
      ["source": ["path_with_namespace": "mallory/web"], "author_id": 99, "draft": true])
    let forked = try event(GitLabProviderWebhook.read(try request(fork)))
    #expect(forked.isFork && forked.isDraft && forked.author == "id:99")
  }

  @Test func `GitLab's token, Gitea's and Bitbucket's signatures are of the secret and the body`() async throws {
    let gitlab = GitLabContract(git: ContractGit(port: 0))
    await gitlab.add(repository("team/web"))
    let gitea = GiteaContract(git: ContractGit(port: 0))
    await gitea.add(repository("team/web"))
    let bitbucket = BitbucketContract(git: ContractGit(port: 0))
    await bitbucket.add(repository("team/web"))
    let all: [(any ProviderWebhook.Type, ContractDelivery)] = [
      (GitLabProviderWebhook.self, try await gitlab.push("team/web", after: Self.commit)),
      (GiteaProviderWebhook.self, try await gitea.push("team/web", after: Self.commit)),
      (BitbucketProviderWebhook.self, try await bitbucket.push("team/web", after: Self.commit)),
    ]
    for (type, delivery) in all {
      let isThere = type.hasSignature(delivery.headers)
      #expect(isThere)
      #expect(isBelieved(type, delivery, "hook-canary"))
      #expect(!isBelieved(type, delivery, "hook-canarx"))
      #expect(!isBelieved(type, delivery, ""))
      let call = type.read(try request(delivery))
      guard case .push(let event) = call.happening else { throw EndToEndFailure("\(call)") }
      #expect(event.kind == .push(branch: "main") && event.commit == Self.commit)
      #expect(call.repository?.full == "team/web" && call.after == Self.commit && call.deliveryID != nil)
      guard type != GitLabProviderWebhook.self else { continue }
      var changed = delivery
      changed.body = delivery.body.replacing("main", with: "evil")
      #expect(!isBelieved(type, changed, "hook-canary"))
    }
  }

  @Test func `a branch that is gone at Gitea and Bitbucket is a deletion`() async throws {
    let gitea = GiteaContract(git: ContractGit(port: 0))
    await gitea.add(repository("team/web"))
    let bitbucket = BitbucketContract(git: ContractGit(port: 0))
    await bitbucket.add(repository("team/web"))
    for call in [
      GiteaProviderWebhook.read(try request(try await gitea.delete("team/web", branch: "topic"))),
      BitbucketProviderWebhook.read(
        try request(try await bitbucket.push("team/web", name: "topic", before: Self.commit, after: nil))),
    ] {
      guard case .push(let event) = call.happening else { throw EndToEndFailure("\(call)") }
      #expect(event.kind == .deletion("topic"))
    }
  }

  @Test func `each branch of one push to Bitbucket is a call of its own`() async throws {
    let contract = BitbucketContract(git: ContractGit(port: 0))
    await contract.add(repository("team/web"))
    var told = try request(try await contract.push("team/web", after: Self.commit))
    let change = try #require(told.body["push"]?["changes"]?.arrayValue?.first)
    var body = told.body.members
    let other = ["new": ["type": "branch", "name": "next", "target": ["hash": "d", "message": "m"]]] as JSONValue
    body["push"] = ["changes": [change, other]]
    told.body = .object(body)
    let calls = BitbucketProviderWebhook.all(told)
    #expect(calls.map(\.reference) == ["main", "next"])
    #expect(Set(calls.compactMap(\.deliveryID)).count == 2)
  }

  @Test func `requests at Gitea and Bitbucket say whose they are`() async throws {
    let gitea = GiteaContract(git: ContractGit(port: 0))
    await gitea.add(repository("team/web"))
    let synchronized = try event(
      GiteaProviderWebhook.read(
        try request(
          try await gitea.pullRequest("team/web", number: 3, commit: Self.commit, action: "synchronized"))))
    #expect(synchronized.action == .synchronized && synchronized.author == "ada" && !synchronized.isFork)
    let bitbucket = BitbucketContract(git: ContractGit(port: 0))
    await bitbucket.add(repository("team/web"))
    let created = try event(
      BitbucketProviderWebhook.read(
        try request(try await bitbucket.pullRequest("team/web", number: 4, commit: Self.commit, event: "created"))))
    // A nickname may be anybody's; the hash is cut short.
    #expect(created.action == .opened && created.author == "557058:7" && created.head.commit.utf8.count == 12)
  }
}
