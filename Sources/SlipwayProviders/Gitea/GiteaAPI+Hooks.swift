import SlipwayCore

/// A repository's webhooks.
extension GiteaAPI {
  private static let events = [
    "push", "create", "delete", "pull_request", "pull_request_sync", "pull_request_label",
  ]

  package func ensureHook(_ wish: HookWish, on path: RepositoryPath) async throws -> HookOutcome {
    let present = try await hook(wish.url, on: path)
    let body: JSONValue = [
      "type": "gitea", "active": true, "events": .array(Self.events.map { .string($0) }), "branch_filter": "*",
      "config": ["url": .string(wish.url), "content_type": "json", "secret": .string(wish.secret.reveal())],
    ]
    guard let present, let number = present["id"]?.wholeNumber else {
      _ = try await send(repo(path, "/hooks"), "POST", json: body, on: path, doing: "making the webhook")
      return .created
    }
    let events = Set((present["events"]?.arrayValue ?? []).compactMap(\.stringValue))
    let isRight =
      ["push", "delete", "pull_request"].allSatisfy(events.contains) && present["active"]?.isTrue == true
      && present["config"]?["url"]?.stringValue == wish.url
      && present["config"]?["content_type"]?.stringValue == "json"
      && ["", "*"].contains(present["branch_filter"]?.stringValue ?? "")
    guard !isRight else { return .unchanged }
    _ = try await send(
      repo(path, "/hooks/\(number)"), "PATCH", json: body, on: path, doing: "putting the webhook right")
    return .repaired
  }

  package func removeHook(_ url: String, on path: RepositoryPath) async throws {
    guard let number = try await hook(url, on: path)?["id"]?.wholeNumber else { return }
    let answer = try await calls().answer("DELETE", repo(path, "/hooks/\(number)"))
    guard answer.isSuccess || answer.status == 404 else { throw failure(answer, "removing the webhook") }
  }

  private func hook(_ url: String, on path: RepositoryPath) async throws -> JSONValue? {
    var page: Int? = 1
    while let present = page, present <= 20 {
      let query = [("limit", String(Self.pageSize)), ("page", String(present))]
      let answer = try await send(repo(path, "/hooks", query), on: path, doing: "looking at the webhooks")
      let rows = try GiteaValues.rows(answer.json)
      if let found = rows.first(where: { HookAddress.isOurs($0["config"]?["url"]?.stringValue, url) }) {
        return found
      }
      page = answer.nextPage
    }
    return nil
  }
}
