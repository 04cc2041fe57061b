import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayServer

@Suite struct WebhookReceiverTests {
  private static let hash = "9f2c0e6f0a1b2c3d4e5f60718293a4b5c6d7e8f9"

  private func push(_ branch: String = "main", hash: String = WebhookReceiverTests.hash) -> Data {
    Data(
      """
      {"ref":"refs/heads/\(branch)","after":"\(hash)","head_commit":{"id":"\(hash)","message":"Fix\\nmore"},
      "commits":[{"modified":["a"]}]}
      """.utf8)
  }

  private func send(
    _ receiver: WebhookReceiver, _ token: String, _ body: Data, delivery: String? = "d1",
    from address: String = "198.51.100.7"
  ) async throws -> WebhookAnswer {
    var headers = ["x-github-event": "push"]
    headers["x-github-delivery"] = delivery
    return try await receiver.receive(token: token, headers: headers, body: body, from: address)
  }

  @Test func `a push queues the commit that it names before it is answered`() async throws {
    let test = try await TestCall.make()
    let web = test.acme.application
    let answer = try await send(WebhookReceiver(engine: test.engine), web.refreshToken.reveal(), push())
    #expect(answer.message == "Application deployed successfully")
    let (deployments, deliveries, job) = try await test.store.read { tx in
      (
        try tx.deployments.active(of: web.id), try tx.webhookDeliveries.all(of: web.id),
        try tx.jobs.find(ID(answer.deploymentId?.rawValue ?? ""))
      )
    }
    #expect(deployments.map(\.commit) == [Self.hash])
    #expect(deployments.map(\.title) == ["Fix"])
    #expect(deployments.map(\.description) == ["Hash: \(Self.hash)"])
    #expect(deliveries.map(\.deploymentID) == [answer.deploymentId])
    #expect(job?.state == .queued)
    let foreign = try await test.store.read { try $0.deployments.active(of: test.other.application.id) }
    #expect(foreign.isEmpty)
  }

  @Test func `the same delivery again changes nothing`() async throws {
    let test = try await TestCall.make()
    let receiver = WebhookReceiver(engine: test.engine)
    let token = test.acme.application.refreshToken.reveal()
    _ = try await send(receiver, token, push())
    let before = try await test.rows()
    let again = try await send(receiver, token, push())
    #expect(again.skipped == true)
    #expect(try await test.rows() == before)
  }

  @Test func `a delivery that was refused deploys when it is sent again after the settings changed`() async throws {
    let test = try await TestCall.make()
    let receiver = WebhookReceiver(engine: test.engine)
    let web = test.acme.application
    let token = web.refreshToken.reveal()
    try await test.store.write { tx in
      var application = try tx.applications.one(web.id)
      application.autoDeploy = false
      try tx.applications.update(application)
    }
    await #expect(throws: SlipwayError.self) { try await send(receiver, token, push()) }
    try await test.store.write { tx in try tx.applications.update(web) }
    let again = try await send(receiver, token, push())
    #expect(again.deploymentId != nil)
    #expect(try await test.store.read { try $0.webhookDeliveries.all(of: web.id) }.count == 1)
  }

  @Test func `the same push without a delivery's name changes nothing either`() async throws {
    let test = try await TestCall.make()
    let receiver = WebhookReceiver(engine: test.engine)
    let token = test.acme.application.refreshToken.reveal()
    _ = try await send(receiver, token, push(), delivery: nil)
    let again = try await send(receiver, token, push(), delivery: nil)
    #expect(again.skipped == true)
    let active = try await test.store.read { try $0.deployments.active(of: test.acme.application.id) }
    #expect(active.count == 1)
  }

  @Test func `what does not match is answered and remembered`() async throws {
    let test = try await TestCall.make()
    let web = test.acme.application
    let answer = try await send(WebhookReceiver(engine: test.engine), web.refreshToken.reveal(), push("dev"))
    #expect(answer == WebhookAnswer(message: "Branch Not Match", skipped: true))
    let (active, deliveries) = try await test.store.read { tx in
      (try tx.deployments.active(of: web.id), try tx.webhookDeliveries.all(of: web.id))
    }
    #expect(active.isEmpty)
    #expect(deliveries.map(\.decision) == ["skipped: Branch Not Match"])
  }

  @Test(arguments: [
    "", "short", "unknown-token-of-a-fair-length", String(repeating: "x", count: 5000), "' OR 1=1 --aaaaaaaaaa",
  ])
  func `an unknown token is not found`(token: String) async throws {
    let test = try await TestCall.make()
    let receiver = WebhookReceiver(engine: test.engine)
    let before = try await test.rows()
    let refusal = await #expect(throws: SlipwayError.self) { try await send(receiver, token, push()) }
    #expect(refusal?.code == .notFound)
    #expect(refusal?.message == "Application not found")
    #expect(try await test.rows() == before)
  }

  @Test func `who tries many tokens is told to stop, and right tokens still work`() async throws {
    let test = try await TestCall.make()
    let receiver = WebhookReceiver(engine: test.engine)
    var codes: [SlipwayError.Code?] = []
    for number in 0..<102 {
      let refusal = await #expect(throws: SlipwayError.self) {
        try await send(receiver, "guessed-token-number-\(number)", push())
      }
      codes.append(refusal?.code)
    }
    #expect(codes[99] == .notFound)
    #expect(codes[100] == .tooManyRequests)
    let elsewhere = await #expect(throws: SlipwayError.self) {
      try await send(receiver, "guessed-token-number-1", push(), from: "198.51.100.8")
    }
    #expect(elsewhere?.code == .notFound)
    let answer = try await send(receiver, test.acme.application.refreshToken.reveal(), push())
    #expect(answer.deploymentId != nil)
  }

  @Test func `a body that is no JSON and one that is too large are refused`() async throws {
    let test = try await TestCall.make()
    let receiver = WebhookReceiver(engine: test.engine)
    let token = test.acme.application.refreshToken.reveal()
    let malformed = await #expect(throws: SlipwayError.self) { try await send(receiver, token, Data("{".utf8)) }
    #expect(malformed?.code == .badRequest)
    let large = await #expect(throws: SlipwayError.self) {
      try await send(receiver, token, Data(count: WebhookReceiver.bodyLimit + 1))
    }
    #expect(large?.code == .payloadTooLarge)
  }

  @Test func `an application that does not deploy by itself says so`() async throws {
    let test = try await TestCall.make()
    let web = test.acme.application
    _ = await test.answer(
      "application.update", ["applicationId": .string(web.id.rawValue), "autoDeploy": .bool(false)],
      as: test.acme.caller())
    let refusal = await #expect(throws: SlipwayError.self) {
      try await send(WebhookReceiver(engine: test.engine), web.refreshToken.reveal(), push())
    }
    #expect(refusal?.message == "Automatic deployments are disabled for this application")
  }

  @Test func `a renewed token is the only one that works`() async throws {
    let test = try await TestCall.make()
    let web = test.acme.application
    let receiver = WebhookReceiver(engine: test.engine)
    let answer = await test.answer(
      "application.refreshToken", ["applicationId": .string(web.id.rawValue)], as: test.acme.caller())
    let fresh = answer.body["refreshToken"]?.stringValue ?? ""
    #expect(fresh.count >= 22)
    await #expect(throws: SlipwayError.self) { try await send(receiver, web.refreshToken.reveal(), push()) }
    #expect(try await send(receiver, fresh, push()).deploymentId != nil)
  }

  @Test func `a look at the address changes nothing`() async throws {
    let test = try await TestCall.make()
    let receiver = WebhookReceiver(engine: test.engine)
    let before = try await test.rows()
    let answer = try await receiver.look(token: test.acme.application.refreshToken.reveal(), from: "198.51.100.7")
    #expect(answer.skipped == true)
    #expect(try await test.rows() == before)
  }

  @Test func `a newer push supersedes the one that waits`() async throws {
    let test = try await TestCall.make()
    let web = test.acme.application
    let receiver = WebhookReceiver(engine: test.engine)
    let newer = String(repeating: "b", count: 40)
    _ = try await send(receiver, web.refreshToken.reveal(), push())
    _ = try await send(receiver, web.refreshToken.reveal(), push(hash: newer), delivery: "d2")
    let found = try await test.store.read { try $0.deployments.all(of: web.id) }
    #expect(found.map(\.status) == [.queued, .superseded, .done])
    #expect(found.first?.commit == newer)
  }
}
