import Foundation
import SlipwayCore
import SlipwayTesting
import Testing

extension EndToEnd {
  @Suite struct PushTests {
    @Test(.timeLimit(.minutes(5)))
    func `a push and its webhook bring the new content to the hostname`() async throws {
      try await EndToEndFixture.with("push") { e2e in
        let (application, repository) = try await e2e.servingApplication(text: "version one")

        let commit = try await repository.push(["index.html": "version two\n"], message: "Say two")
        let answer = try await application.webhook(commit: commit, message: "Say two")
        #expect(answer.status == 200, "\(answer.body)")
        try await application.waitForPage("version two", within: .seconds(60))

        let newest = try #require(try await application.deployments().first)
        let row = try await application.end(of: try newest.text("deploymentId"))
        #expect(row["status"] == "done")
        #expect(row["commit"] == .string(commit))
        #expect(row["title"]?.stringValue?.contains("Say two") == true)

        try await expectExactCommit(application, repository)
        try await expectHarmlessDeliveries(e2e, application, commit)
        #expect(e2e.leftovers() == [])
      }
    }

    /// The branch moves on before the webhook of the first push is handled: the webhook's commit is built.
    private func expectExactCommit(_ application: EndToEndApplication, _ repository: EndToEndRepository) async throws
    {
      let third = try await repository.push(["index.html": "version three\n"])
      try await repository.push(["index.html": "version four\n"])
      _ = try await application.webhook(commit: third)
      try await application.waitForPage("version three", within: .seconds(60))
      let newest = try #require(try await application.deployments().first)
      _ = try await application.end(of: try newest.text("deploymentId"))
    }

    /// Replays, other branches, unknown tokens and nonsense change nothing.
    private func expectHarmlessDeliveries(
      _ e2e: EndToEndFixture, _ application: EndToEndApplication, _ commit: String
    ) async throws {
      let before = try await application.deployments().count
      let push: JSONValue = [
        "ref": "refs/heads/main", "after": .string(commit),
        "head_commit": ["id": .string(commit), "message": "Again"],
        "commits": [],
      ]
      let first = try await e2e.webhook(of: application, payload: push, delivery: "the-same-delivery")
      #expect(first.status == 200)
      let replay = try await e2e.webhook(of: application, payload: push, delivery: "the-same-delivery")
      #expect(replay.status == 200)
      let branch = try await application.webhook(commit: commit, branch: "other")
      #expect(branch.status == 200)
      let skipped = try await application.webhook(commit: commit, message: "Words [skip ci]")
      #expect(skipped.status == 200)
      let unknown = try await EndToEndHTTP.request(
        port: e2e.ports.panel, path: "/api/deploy/nobodyknowsthistoken0000000000000000000000000",
        headers: ["content-type": "application/json", "x-github-event": "push"], body: "{}")
      #expect(unknown.status == 404)
      let token = try await application.one().text("refreshToken")
      let nonsense = try await EndToEndHTTP.request(
        port: e2e.ports.panel, path: "/api/deploy/\(token)",
        headers: ["content-type": "application/json", "x-github-event": "push"], body: "{nonsense")
      #expect(nonsense.status == 400)
      let newest = try #require(try await application.deployments().first)
      _ = try await application.end(of: try newest.text("deploymentId"))
      #expect(try await application.deployments().count == before + 1)
    }
  }
}
