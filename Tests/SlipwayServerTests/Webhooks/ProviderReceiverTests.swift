import Foundation
import Hummingbird
import HummingbirdTesting
import HTTPTypes
import NIOCore
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine
@testable import SlipwayProcedures
@testable import SlipwayServer

/// What connected providers send.
@Suite struct ProviderReceiverTests {
  private static let installation = 4711
  private static let secret = "webhook-secret-canary"
  private static let first = String(repeating: "1", count: 40)
  private static let second = String(repeating: "2", count: 40)

  /// A tenant whose application is made of a repository at GitHub.
  private func tenant(_ change: @Sendable @escaping (inout SlipwayCore.Application) -> Void = { _ in }) async throws
    -> TestCall
  {
    let test = try await TestCall.make()
    let (id, provider) = (test.acme.application.id, test.acme.rules.provider.id)
    try await test.engine.store.write { tx in
      var row = try tx.gitProviders.one(provider)
      row.account.installationID = Self.installation
      row.secrets.webhookSecret = Secret(Self.secret)
      try tx.gitProviders.update(row)
      var application = try tx.applications.one(id)
      application.source.sourceType = .github
      application.source.githubId = provider
      (application.source.owner, application.source.repository) = ("Team", "web")
      application.source.branch = "main"
      change(&application)
      try tx.applications.update(application)
    }
    return test
  }

  private func delivery(
    _ event: String, id: String = RandomText.identifier(), _ members: [String: JSONValue]
  ) throws -> ContractDelivery {
    let own: [String: JSONValue] = [
      "installation": ["id": .integer(Self.installation)],
      "repository": ["full_name": "team/web", "default_branch": "main"],
    ]
    var delivery = try ContractDelivery(to: "", .object(own.merging(members) { $1 }), headers: [:])
    delivery.headers["x-github-event"] = event
    delivery.headers["x-github-delivery"] = id
    delivery.headers["x-hub-signature-256"] = "sha256=" + delivery.signature(Self.secret)
    return delivery
  }

  private func push(
    _ after: String, before: String = first, ref: String = "refs/heads/main", message: String = "Change",
    files: [String] = ["src/a.swift"]
  ) throws -> ContractDelivery {
    let commit: JSONValue = [
      "id": .string(after), "message": .string(message), "modified": .array(files.map { .string($0) }),
    ]
    return try delivery(
      "push",
      [
        "ref": .string(ref), "before": .string(before), "after": .string(after), "head_commit": commit,
        "commits": [commit],
      ])
  }

  private func receive(_ delivery: ContractDelivery, _ test: TestCall) async throws -> WebhookAnswer {
    try await ProviderReceiver(engine: test.engine).receiveGitHub(
      headers: delivery.headers, body: Data(delivery.body.utf8), from: "203.0.113.9")
  }

  @Test func `a signed push deploys its exact commit, in whichever case the name is typed`() async throws {
    let test = try await tenant()
    let answer = try await receive(try push(Self.second), test)
    #expect(answer.message == "Deployed 1 apps")
    let id = try #require(answer.deploymentId)
    let deployment = try await test.engine.store.read { try $0.deployments.one(id) }
    #expect(deployment.commit == Self.second)
  }

  @Test func `what nobody signed is refused, whatever is forged of it`() async throws {
    let test = try await tenant()
    let before = try await test.rows()
    let good = try push(Self.second)
    var forged = [good, good, good, good, good]
    forged[0].body += " "
    forged[1].headers["x-hub-signature-256"] = "sha256=" + good.signature("")
    forged[2].headers["x-hub-signature-256"] = "sha256="
    forged[3].headers["x-hub-signature-256"] = good.signature(Self.secret)
    forged[4].headers["x-hub-signature-256"] = nil
    for delivery in forged {
      let error = await #expect(throws: SlipwayError.self) { _ = try await receive(delivery, test) }
      #expect(error?.code == .unauthorized)
    }
    #expect(try await test.rows() == before)
  }

  @Test func `an account without a secret believes nobody`() async throws {
    let test = try await tenant()
    let provider = test.acme.rules.provider.id
    try await test.engine.store.write { tx in
      var row = try tx.gitProviders.one(provider)
      row.secrets.webhookSecret = Secret("")
      try tx.gitProviders.update(row)
    }
    var delivery = try push(Self.second)
    delivery.headers["x-hub-signature-256"] = "sha256=" + delivery.signature("")
    let error = await #expect(throws: SlipwayError.self) { _ = try await receive(delivery, test) }
    #expect(error?.code == .unauthorized)
  }

  @Test func `a delivery that comes again does nothing`() async throws {
    let test = try await tenant()
    let delivery = try push(Self.second)
    #expect(try await receive(delivery, test).deploymentId != nil)
    #expect(try await receive(delivery, test).message.contains("already"))
  }

  @Test func `a push that comes late does nothing, and a forced push back to it does`() async throws {
    let test = try await tenant()
    let zeros = String(repeating: "0", count: 40)
    _ = try await receive(try push(Self.second, before: Self.first), test)
    #expect(try await receive(try push(Self.first, before: zeros), test).message.contains("newer push"))
    let back = try await receive(try push(Self.first, before: Self.second), test)
    #expect(back.message == "Deployed 1 apps")
  }

  @Test func `a push of nobody's branch, files or words deploys nothing and says why`() async throws {
    let test = try await tenant { $0.source.watchPaths = ["src/**"] }
    let other = try await receive(try push(Self.second, ref: "refs/heads/topic"), test)
    #expect(other.message.contains("Branch Not Match") && other.skipped == true)
    #expect(try await receive(try push(Self.second, files: ["docs/a.md"]), test).message.contains("Watch Paths"))
    #expect(try await receive(try push(Self.second, message: "x [ci skip]"), test).message.contains("asks for no"))
    let gone = try await receive(try push(String(repeating: "0", count: 40), before: Self.second), test)
    #expect(gone.message.contains("deleted"))
  }

  @Test func `branches and tags deploy by pattern`() async throws {
    let test = try await tenant { $0.source.branchPatterns = ["release/*"] }
    #expect(
      try await receive(try push(Self.second, ref: "refs/heads/release/1.2"), test).message == "Deployed 1 apps")
    let tags = try await tenant {
      $0.source.triggerType = .tag
      $0.source.tagPatterns = ["v*"]
    }
    let tagged = try await receive(try push(Self.second, ref: "refs/tags/v1"), tags)
    #expect(tagged.message == "Deployed 1 apps based on tag v1")
    let other = try await receive(try push(Self.second, ref: "refs/tags/test"), tags)
    #expect(other.message.contains("No apps configured to deploy on tag"))
  }

  @Test func `what is made of a repository follows its new name`() async throws {
    let test = try await tenant()
    let told = try delivery(
      "repository",
      [
        "action": "renamed", "changes": ["repository": ["name": ["from": "web"]]],
        "repository": ["full_name": "team/site"],
      ])
    #expect(try await receive(told, test).message.contains("follow"))
    let id = test.acme.application.id
    let application = try await test.engine.store.read { try $0.applications.one(id) }
    #expect(application.source.repository == "site")
  }

  @Test func `an installation that is gone is a problem of the account until it is back`() async throws {
    let test = try await tenant()
    let provider = test.acme.rules.provider.id
    _ = try await receive(try delivery("installation", ["action": "suspend"]), test)
    #expect(try await test.engine.store.read { try $0.gitProviders.one(provider).problem } != nil)
    _ = try await receive(try delivery("installation", ["action": "unsuspend"]), test)
    #expect(try await test.engine.store.read { try $0.gitProviders.one(provider).problem } == nil)
  }

  @Test func `the address answers as it is published`() async throws {
    let test = try await tenant()
    let server = HTTPServer(
      engine: test.engine, dispatcher: test.dispatcher, accounts: Accounts(engine: test.engine),
      pages: [WebhookRoutes(engine: test.engine), ProviderWebhookRoutes(engine: test.engine)])
    let delivery = try push(Self.second)
    let provider = test.acme.rules.provider.id
    try await server.application().test(.router) { client in
      func post(_ path: String, _ headers: [String: String], _ body: String) async throws -> Int {
        var fields = HTTPFields()
        for (name, value) in headers { HTTPField.Name(name).map { fields[$0] = value } }
        return try await client.execute(uri: path, method: .post, headers: fields, body: ByteBuffer(string: body)) {
          $0.status.code
        }
      }
      let own = "/api/deploy/provider/\(provider)"
      let found = [
        try await post("/api/deploy/github", [:], delivery.body),
        try await post("/api/deploy/github", delivery.headers, "{"),
        try await post("/api/deploy/github", delivery.headers, delivery.body),
        try await post(own, delivery.headers, delivery.body),
        try await post("/api/deploy/provider/nobody", delivery.headers, delivery.body),
      ]
      #expect(found == [401, 400, 200, 200, 401])
    }
  }
}
