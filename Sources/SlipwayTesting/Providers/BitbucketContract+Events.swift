package import SlipwayCore

/// What tests bring about at Bitbucket.
extension BitbucketContract {
  package func add(_ repository: ContractRepository) { repositories.append(repository) }
  package func repository(_ path: String) throws -> ContractRepository {
    guard let found = repositories.first(where: { $0.path == path }) else {
      throw EndToEndFailure("no repository \(path)")
    }
    return found
  }
  package func limit(_ count: Int) { limited = count }

  /// Whoever made it took it back, or it ended.
  package func revoke(_ secret: String) { live.remove(secret) }

  package func change(_ path: String, _ change: @Sendable (inout ContractRepository) -> Void) {
    for index in repositories.indices where repositories[index].path == path { change(&repositories[index]) }
  }

  /// The old name leads nowhere.
  package func rename(_ path: String, to fresh: String) { change(path) { $0.path = fresh } }

  /// What goes to the repository's webhook after a push.
  /// - Parameter after: `nil` for a branch that is gone.
  package func push(
    _ path: String, name: String = "main", isTag: Bool = false, before: String? = nil, after: String?,
    message: String = "Change"
  ) throws -> ContractDelivery {
    if !isTag { change(path) { $0.branches[name] = after } }
    let side = { (commit: String?) -> JSONValue in
      guard let commit else { return .null }
      return [
        "type": isTag ? "tag" : "branch", "name": .string(name),
        "target": ["type": "commit", "hash": .string(commit), "message": .string(message)],
      ]
    }
    let change: JSONValue = [
      "old": side(before), "new": side(after), "created": .bool(before == nil), "closed": .bool(after == nil),
      "forced": false, "truncated": false,
    ]
    let payload: JSONValue = [
      "actor": Self.person, "repository": try payload(path), "push": ["changes": [change]],
    ]
    return try delivery(path, "repo:push", payload)
  }

  /// - Parameters:
  ///   - event: `created`, `updated`, `fulfilled` or `rejected`.
  ///   - attributes: over those that a pull request has.
  package func pullRequest(
    _ path: String, number: Int, commit: String, event: String, _ attributes: [String: JSONValue] = [:]
  ) throws -> ContractDelivery {
    let repository = try payload(path)
    let states = ["fulfilled": "MERGED", "rejected": "DECLINED"]
    let own: [String: JSONValue] = [
      "id": .integer(number), "title": "A change", "draft": false, "state": .string(states[event] ?? "OPEN"),
      "author": Self.person, "links": ["html": ["href": .string("https://bitbucket.test/\(path)/\(number)")]],
      "source": [
        "branch": ["name": "topic"], "commit": ["hash": .string(String(commit.prefix(12)))], "repository": repository,
      ],
      "destination": ["branch": ["name": "main"], "commit": ["hash": ""], "repository": repository],
    ]
    let payload: JSONValue = [
      "actor": Self.person, "repository": repository, "pullrequest": .object(own.merging(attributes) { $1 }),
    ]
    return try delivery(path, "pullrequest:" + event, payload)
  }

  private static let person: JSONValue = [
    "type": "user", "nickname": .string(username), "display_name": "Ada", "account_id": "557058:7",
  ]

  private func payload(_ path: String) throws -> JSONValue {
    row(try repository(path), "https://bitbucket.test")
  }

  private func delivery(_ path: String, _ event: String, _ payload: JSONValue) throws -> ContractDelivery {
    guard let hook = try repository(path).hooks.first else { throw EndToEndFailure("\(path) has no webhook") }
    var delivery = try ContractDelivery(to: hook.url, payload, headers: [:])
    delivery.headers.merge([
      "x-event-key": event, "x-request-uuid": RandomText.identifier(), "x-hook-uuid": "hook-\(hook.id)",
      "x-attempt-number": "1", "x-hub-signature": "sha256=" + delivery.signature(hook.secret),
      "user-agent": "Bitbucket-Webhooks/2.0",
    ]) { $1 }
    return delivery
  }
}
