package import SlipwayCore

/// What tests bring about at GitHub.
extension GitHubContract {
  package func add(_ repository: ContractRepository) { repositories.append(repository) }

  package func repository(_ path: String) throws -> ContractRepository {
    guard let found = repositories.first(where: { $0.path == path }) else {
      throw EndToEndFailure("no repository \(path)")
    }
    return found
  }

  package func change(_ path: String, _ change: @Sendable (inout ContractRepository) -> Void) {
    for index in repositories.indices where repositories[index].path == path { change(&repositories[index]) }
  }

  /// What goes out after a push.
  /// - Parameter panel: the app's hook, `http://…/api/deploy/github`.
  package func push(
    _ path: String, to panel: String, ref: String = "refs/heads/main",
    before: String = String(repeating: "0", count: 40), after: String, message: String = "Change"
  ) throws -> ContractDelivery {
    let isGone = after.allSatisfy { $0 == "0" }
    let commit: JSONValue = [
      "id": .string(after), "message": .string(message), "added": [], "removed": [],
      "modified": ["index.html"],
    ]
    return try delivery(
      "push", to: panel,
      [
        "ref": .string(ref), "before": .string(before), "after": .string(after), "deleted": .bool(isGone),
        "created": false, "forced": false, "commits": isGone ? [] : [commit], "head_commit": isGone ? nil : commit,
        "repository": row(try repository(path), "https://github.test"), "sender": ["login": .string(Self.login)],
      ])
  }

  /// The repository gets another name, and its app is told.
  package func rename(_ path: String, to fresh: String, panel: String) throws -> ContractDelivery {
    let name = try repository(path).name
    change(path) {
      $0.formerPaths.append(path)
      $0.path = fresh
    }
    return try delivery(
      "repository", to: panel,
      [
        "action": "renamed", "changes": ["repository": ["name": ["from": .string(name)]]],
        "repository": row(try repository(fresh), "https://github.test"), "sender": ["login": .string(Self.login)],
      ])
  }

  /// The installation is removed, suspended or let work again, and its app is told.
  package func installation(_ action: String, panel: String) throws -> ContractDelivery {
    mood = action == "deleted" ? .uninstalled : action == "suspend" ? .suspended : .usual
    return try delivery("installation", to: panel, ["action": .string(action)])
  }

  /// - Parameter attributes: over those that a pull request has.
  package func pullRequest(
    _ path: String, to panel: String, number: Int, commit: String, action: String,
    _ attributes: [String: JSONValue] = [:]
  ) throws -> ContractDelivery {
    let repository = row(try repository(path), "https://github.test")
    let own: [String: JSONValue] = [
      "number": .integer(number), "title": "A change", "draft": false, "user": ["login": .string(Self.login)],
      "html_url": .string("https://github.test/\(path)/pull/\(number)"), "labels": [],
      "base": ["ref": "main", "sha": .string(String(repeating: "b", count: 40)), "repo": repository],
      "head": ["ref": "topic", "sha": .string(commit), "repo": repository],
    ]
    return try delivery(
      "pull_request", to: panel,
      [
        "action": .string(action), "number": .integer(number),
        "pull_request": .object(own.merging(attributes) { $1 }),
        "repository": repository, "sender": ["login": .string(Self.login)],
      ])
  }

  /// Signed as GitHub signs, with the number of the installation.
  package func delivery(_ event: String, to panel: String, _ payload: JSONValue) throws -> ContractDelivery {
    var members = payload.members
    members["installation"] = ["id": .integer(Self.installation)]
    var delivery = try ContractDelivery(to: panel, .object(members), headers: [:])
    delivery.headers.merge([
      "x-github-event": event, "x-github-delivery": RandomText.identifier(),
      "x-hub-signature-256": "sha256=" + delivery.signature(webhookSecret), "user-agent": "GitHub-Hookshot/contract",
    ]) { $1 }
    return delivery
  }
}
