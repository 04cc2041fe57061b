package import SlipwayCore

/// What tests bring about at GitLab.
extension GitLabContract {
  package func add(_ project: ContractRepository) { projects.append(project) }
  package func project(_ path: String) throws -> ContractRepository {
    guard let found = projects.first(where: { $0.path == path }) else { throw EndToEndFailure("no project \(path)") }
    return found
  }
  package func limit(_ count: Int) { limited = count }
  package func expire() { oauth.expire() }
  package func forget() { oauth.forget() }

  package func change(_ path: String, _ change: @Sendable (inout ContractRepository) -> Void) {
    for index in projects.indices where projects[index].path == path { change(&projects[index]) }
  }

  package func rename(_ path: String, to fresh: String) {
    change(path) {
      $0.formerPaths.append(path)
      $0.path = fresh
    }
  }

  /// What goes to the project's webhook after a push.
  /// - Parameter after: zeros for a branch that was deleted.
  package func push(
    _ path: String, ref: String = "refs/heads/main", before: String = String(repeating: "0", count: 40),
    after: String,
    message: String = "Change", changed: [String] = ["index.html"]
  ) throws -> ContractDelivery {
    let isDeletion = after.allSatisfy { $0 == "0" }
    let isTag = ref.hasPrefix("refs/tags/")
    if let branch = Self.branch(ref) { change(path) { $0.branches[branch] = isDeletion ? nil : after } }
    let commit: JSONValue = [
      "id": .string(after), "message": .string(message), "added": [], "removed": [],
      "modified": .array(changed.map { .string($0) }),
    ]
    let payload: JSONValue = [
      "object_kind": isTag ? "tag_push" : "push", "event_name": isTag ? "tag_push" : "push",
      "before": .string(before), "after": .string(after), "ref": .string(ref),
      "checkout_sha": isDeletion ? .null : .string(after), "user_username": .string(Self.login),
      "project_id": .integer(try project(path).id), "project": try payload(path),
      "commits": isDeletion ? [] : [commit], "total_commits_count": isDeletion ? 0 : 1,
    ]
    return try delivery(path, isTag ? "Tag Push Hook" : "Push Hook", payload)
  }

  /// - Parameter attributes: over those that a merge request has: `action`, `oldrev`, `draft`, `source_project_id`.
  package func mergeRequest(
    _ path: String, number: Int, commit: String, action: String, _ attributes: [String: JSONValue] = [:],
    labels: [String] = []
  ) throws -> ContractDelivery {
    let id = try project(path).id
    let own: [String: JSONValue] = [
      "id": .integer(9000 + number), "iid": .integer(number), "title": "A change", "action": .string(action),
      "state": action == "close" ? "closed" : action == "merge" ? "merged" : "opened", "target_branch": "main",
      "source_branch": "topic", "source_project_id": .integer(id), "target_project_id": .integer(id), "draft": false,
      "work_in_progress": false, "last_commit": ["id": .string(commit), "message": "Change"],
      "source": try payload(path), "target": try payload(path), "author_id": 7,
      "url": .string("https://gitlab.test/\(path)/-/merge_requests/\(number)"),
    ]
    let payload: JSONValue = [
      "object_kind": "merge_request", "event_type": "merge_request",
      "user": ["id": 7, "username": .string(Self.login)], "project": try payload(path),
      "object_attributes": .object(own.merging(attributes) { $1 }),
      "labels": .array(labels.map { ["title": .string($0)] }), "changes": [:],
    ]
    return try delivery(path, "Merge Request Hook", payload)
  }

  private func payload(_ path: String) throws -> JSONValue {
    let project = try project(path)
    return [
      "id": .integer(project.id), "name": .string(project.name), "path_with_namespace": .string(project.path),
      "default_branch": .string(project.defaultBranch), "namespace": .string(project.owner),
      "git_http_url": .string("https://gitlab.test/\(project.path).git"),
    ]
  }

  private func delivery(_ path: String, _ event: String, _ payload: JSONValue) throws -> ContractDelivery {
    guard let hook = try project(path).hooks.first else { throw EndToEndFailure("\(path) has no webhook") }
    let identifier = RandomText.identifier()
    return try ContractDelivery(
      to: hook.url, payload,
      headers: [
        "x-gitlab-event": event, "x-gitlab-token": hook.secret, "x-gitlab-event-uuid": identifier,
        "x-gitlab-webhook-uuid": "hook-\(hook.id)", "idempotency-key": identifier, "user-agent": "GitLab/18.2.0",
      ])
  }

  static func branch(_ ref: String) -> String? {
    ref.hasPrefix("refs/heads/") ? String(ref.dropFirst("refs/heads/".count)) : nil
  }
}
