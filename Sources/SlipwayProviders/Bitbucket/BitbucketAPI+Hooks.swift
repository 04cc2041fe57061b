import SlipwayCore

/// A repository's webhooks.
extension BitbucketAPI {
  private static let events = [
    "repo:push", "pullrequest:created", "pullrequest:updated", "pullrequest:fulfilled", "pullrequest:rejected",
    "repo:updated",
  ]

  package func ensureHook(_ wish: HookWish, on path: RepositoryPath) async throws -> HookOutcome {
    let present = try await hook(wish.url, on: path)
    let body: JSONValue = [
      "description": "Slipway", "url": .string(wish.url), "active": true, "secret": .string(wish.secret.reveal()),
      "events": .array(Self.events.map { .string($0) }),
    ]
    guard let present, let name = present["uuid"]?.stringValue else {
      _ = try await send(repo(path, "/hooks"), "POST", json: body, doing: "making the webhook of \(path.full)")
      return .created
    }
    let events = Set((present["events"]?.arrayValue ?? []).compactMap(\.stringValue))
    let isRight =
      Self.events.allSatisfy(events.contains) && present["active"]?.isTrue == true
      && present["url"]?.stringValue == wish.url && present["secret_set"] != .bool(false)
    guard !isRight else { return .unchanged }
    _ = try await send(
      repo(path, "/hooks/\(name.percentEncoded)"), "PUT", json: body,
      doing: "putting the webhook of \(path.full) right")
    return .repaired
  }

  package func removeHook(_ url: String, on path: RepositoryPath) async throws {
    guard let name = try await hook(url, on: path)?["uuid"]?.stringValue else { return }
    let answer = try await answer("DELETE", repo(path, "/hooks/\(name.percentEncoded)"))
    guard answer.isSuccess || answer.status == 404 else { throw failure(answer, "removing the webhook") }
  }

  private func hook(_ url: String, on path: RepositoryPath) async throws -> JSONValue? {
    var page: Int? = 1
    while let present = page, present <= 20 {
      let query = [("pagelen", "100"), ("page", String(present))]
      let answer = try await send(repo(path, "/hooks", query), doing: "looking at the webhooks of \(path.full)")
      let rows = try BitbucketValues.rows(answer)
      if let found = rows.first(where: { HookAddress.isOurs($0["url"]?.stringValue, url) }) { return found }
      page = BitbucketValues.next(answer, present)
    }
    return nil
  }
}
