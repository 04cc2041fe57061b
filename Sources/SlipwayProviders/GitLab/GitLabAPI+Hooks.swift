import SlipwayCore

/// A project's webhooks.
extension GitLabAPI {
  private static let events = ["push_events", "tag_push_events", "merge_requests_events"]

  package func ensureHook(_ wish: HookWish, on path: RepositoryPath) async throws -> HookOutcome {
    let present = try await hook(wish.url, on: path)
    let events = Self.events.map { ($0, JSONValue.bool(true)) }
    let body: [String: JSONValue] = [
      "url": .string(wish.url), "token": .string(wish.secret.reveal()), "enable_ssl_verification": true,
    ].merging(events) { own, _ in own }
    guard let present, let number = present["id"]?.wholeNumber else {
      _ = try await send(project(path, "/hooks"), "POST", json: .object(body), on: path, doing: "making the webhook")
      return .created
    }
    let status = present["alert_status"]?.stringValue ?? "executable"
    let isRight =
      present["url"]?.stringValue == wish.url && Self.events.allSatisfy { present[$0]?.isTrue == true }
      && status == "executable"
    guard !isRight else { return .unchanged }
    _ = try await send(
      project(path, "/hooks/\(number)"), "PUT", json: .object(body), on: path, doing: "putting the webhook right")
    return .repaired
  }

  package func removeHook(_ url: String, on path: RepositoryPath) async throws {
    guard let number = try await hook(url, on: path)?["id"]?.wholeNumber else { return }
    let answer = try await calls().answer("DELETE", project(path, "/hooks/\(number)"))
    guard answer.isSuccess || answer.status == 404 else { throw failure(answer, "removing the webhook") }
  }

  private func hook(_ url: String, on path: RepositoryPath) async throws -> JSONValue? {
    var page: Int? = 1
    while let present = page, present <= 20 {
      let answer = try await send(
        project(path, "/hooks", [("per_page", "100"), ("page", String(present))]), on: path,
        doing: "looking at the webhooks")
      if let found = try GitLabValues.rows(answer).first(where: { HookAddress.isOurs($0["url"]?.stringValue, url) }) {
        return found
      }
      page = GitLabValues.next(answer)
    }
    return nil
  }
}
