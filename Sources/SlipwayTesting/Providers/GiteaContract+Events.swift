package import SlipwayCore

/// What tests bring about at Gitea.
extension GiteaContract {
  package func add(_ repository: ContractRepository) { repositories.append(repository) }
  package func repository(_ path: String) throws -> ContractRepository {
    guard let found = repositories.first(where: { $0.path == path }) else {
      throw EndToEndFailure("no repository \(path)")
    }
    return found
  }
  package func limit(_ count: Int) { limited = count }
  package func expire() { oauth.expire() }
  package func forget() { oauth.forget() }

  package func change(_ path: String, _ change: @Sendable (inout ContractRepository) -> Void) {
    for index in repositories.indices where repositories[index].path == path { change(&repositories[index]) }
  }

  package func rename(_ path: String, to fresh: String) {
    change(path) {
      $0.formerPaths.append(path)
      $0.path = fresh
    }
  }

  /// What goes to the repository's webhook after a push.
  package func push(
    _ path: String, ref: String = "refs/heads/main", before: String = String(repeating: "0", count: 40),
    after: String,
    message: String = "Change", changed: [String] = ["index.html"]
  ) throws -> ContractDelivery {
    if let branch = GitLabContract.branch(ref) { change(path) { $0.branches[branch] = after } }
    let commit: JSONValue = [
      "id": .string(after), "message": .string(message), "added": [], "removed": [],
      "modified": .array(changed.map { .string($0) }),
    ]
    let payload: JSONValue = [
      "ref": .string(ref), "before": .string(before), "after": .string(after), "commits": [commit],
      "total_commits": 1, "head_commit": commit, "repository": try payload(path), "pusher": Self.person,
      "sender": Self.person,
    ]
    return try delivery(path, "push", payload)
  }

  /// What goes out when a branch is gone.
  package func delete(_ path: String, branch: String) throws -> ContractDelivery {
    change(path) { $0.branches[branch] = nil }
    return try delivery(
      path, "delete",
      [
        "ref": .string(branch), "ref_type": "branch", "pusher_type": "user", "repository": try payload(path),
        "sender": Self.person,
      ])
  }

  /// - Parameter attributes: over those that a pull request has.
  package func pullRequest(
    _ path: String, number: Int, commit: String, action: String, _ attributes: [String: JSONValue] = [:],
    labels: [String] = []
  ) throws -> ContractDelivery {
    let repository = try payload(path)
    let own: [String: JSONValue] = [
      "id": .integer(9000 + number), "number": .integer(number), "title": "A change", "draft": false,
      "state": action == "closed" ? "closed" : "open", "merged": false, "user": Self.person,
      "html_url": .string("https://gitea.test/\(path)/pulls/\(number)"),
      "labels": .array(labels.map { ["name": .string($0)] }),
      "base": ["ref": "main", "sha": "", "repo_id": .integer(1), "repo": repository],
      "head": ["ref": "topic", "sha": .string(commit), "repo_id": .integer(1), "repo": repository],
    ]
    let payload: JSONValue = [
      "action": .string(action), "number": .integer(number), "pull_request": .object(own.merging(attributes) { $1 }),
      "repository": repository, "sender": Self.person,
    ]
    return try delivery(path, "pull_request", payload)
  }

  private static let person: JSONValue = ["id": 7, "login": .string(login), "username": .string(login)]

  private func payload(_ path: String) throws -> JSONValue {
    row(try repository(path), "https://gitea.test")
  }

  private func delivery(_ path: String, _ event: String, _ payload: JSONValue) throws -> ContractDelivery {
    guard let hook = try repository(path).hooks.first else { throw EndToEndFailure("\(path) has no webhook") }
    let identifier = RandomText.identifier()
    var delivery = try ContractDelivery(to: hook.url, payload, headers: [:])
    let signature = delivery.signature(hook.secret)
    delivery.headers.merge([
      "x-gitea-event": event, "x-gitea-event-type": event, "x-gitea-delivery": identifier,
      "x-gitea-signature": signature, "x-gogs-event": event, "x-gogs-delivery": identifier,
      "x-gogs-signature": signature, "x-github-event": event, "x-github-delivery": identifier,
      "x-hub-signature-256": "sha256=" + signature, "user-agent": "Go-http-client/1.1",
    ]) { $1 }
    return delivery
  }
}
