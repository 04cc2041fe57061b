import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayServer

@Suite struct EventDecisionsTests {
  @Test func `what a push means is decided before the transaction, and anew for settings of a moment ago`()
    async throws
  {
    let test = try await TestCall.make()
    let token = test.acme.application.refreshToken.reveal()
    var target = try #require(try await test.store.read { try $0.webhookTarget(token) })
    target.application.source.customGitBranch = "main"
    target.application.source.watchPaths = ["src/**"]
    let event = WebhookEvent(kind: .push(branch: "main"), title: "x", files: ["docs/a.md"])
    let decisions = try await EventDecisions.decide(event, for: [target])
    #expect(decisions.decision(on: target) == .skip("Watch Paths Not Match"))
    var changed = target
    changed.application.source.watchPaths = ["lib/**"]
    #expect(decisions.decision(on: changed) == .deploy, "the files are not looked at within a transaction")
    changed.application.autoDeploy = false
    #expect(decisions.decision(on: changed) == .disabled)
  }
}
