import SlipwayCore

/// What the API has below a repository.
extension BitbucketContract {
  func repository(_ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String) -> ContractAnswer {
    switch (request.method, parts.first, parts.count) {
    case ("GET", nil, 0): return .json(200, row(repositories[index], base))
    case ("GET", "refs", 2...): return branches(request, parts, index, base)
    case (_, "hooks", _): return hooks(request, parts, index, base)
    case ("POST", "commit", 4): return status(request, commit: parts[1], index)
    case ("GET", "commit", 2):
      let found = repositories[index].branches.values.first { $0.hasPrefix(parts[1]) }
      return found.map { .json(200, ["type": "commit", "hash": .string($0)]) }
        ?? Self.failure(404, "Commit not found")
    case ("GET", "permissions-config", 3):
      guard parts[2] == "557058:7" else { return Self.failure(404, "Permission not found") }
      return .json(200, ["type": "repository_user_permission", "permission": "write"])
    case (_, "pullrequests", 3...): return comments(request, parts, index, base)
    case ("GET", "diffstat", 2):
      let changes: [JSONValue] = [
        ["type": "diffstat", "status": "modified", "old": ["path": "index.html"], "new": ["path": "index.html"]],
        ["type": "diffstat", "status": "removed", "old": ["path": "docs/gone.md"], "new": .null],
      ]
      return page(changes, request, base)
    default: return Self.failure(404, "Resource not found")
    }
  }

  private func branches(
    _ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String
  ) -> ContractAnswer {
    let all = repositories[index].branches.sorted { $0.key < $1.key }
    guard parts[1] == "branches" else { return Self.failure(404, "Resource not found") }
    guard parts.count == 2 else {
      let name = parts.dropFirst(2).joined(separator: "/")
      return all.first { $0.key == name }.map { .json(200, row($0)) }
        ?? Self.failure(404, "Branch \"\(name)\" not found")
    }
    let word = Self.word(request)
    return page(all.filter { word.isEmpty || $0.key.contains(word) }.map(row), request, base)
  }

  private func row(_ branch: (key: String, value: String)) -> JSONValue {
    ["type": "branch", "name": .string(branch.key), "target": ["type": "commit", "hash": .string(branch.value)]]
  }

  private func hooks(_ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String) -> ContractAnswer {
    let body = request.json
    if parts.count == 1 {
      guard request.method == "POST" else { return page(repositories[index].hooks.map(row), request, base) }
      guard let url = body["url"]?.stringValue, body["description"]?.stringValue != nil else {
        return Self.failure(400, "url: This field is required.")
      }
      let hook = ContractRepository.Hook(
        id: 100 + repositories[index].hooks.count, url: url, secret: body["secret"]?.stringValue ?? "",
        events: Self.events(body))
      repositories[index].hooks.append(hook)
      return .json(201, row(hook))
    }
    guard let place = repositories[index].hooks.firstIndex(where: { Self.name($0) == parts[1] }) else {
      return Self.failure(404, "webhook not found")
    }
    if request.method == "DELETE" {
      repositories[index].hooks.remove(at: place)
      return ContractAnswer(status: 204)
    }
    repositories[index].hooks[place].url = body["url"]?.stringValue ?? repositories[index].hooks[place].url
    if let secret = body["secret"]?.stringValue { repositories[index].hooks[place].secret = secret }
    repositories[index].hooks[place].events = Self.events(body)
    repositories[index].hooks[place].isActive = body["active"] != .bool(false)
    return .json(200, row(repositories[index].hooks[place]))
  }

  private static func name(_ hook: ContractRepository.Hook) -> String { "{hook-\(hook.id)}" }

  private static func events(_ body: JSONValue) -> [String] {
    (body["events"]?.arrayValue ?? []).compactMap(\.stringValue)
  }

  private func row(_ hook: ContractRepository.Hook) -> JSONValue {
    [
      "type": "webhook_subscription", "uuid": .string(Self.name(hook)), "url": .string(hook.url),
      "description": "Slipway", "active": .bool(hook.isActive), "secret_set": .bool(!hook.secret.isEmpty),
      "events": .array(hook.events.map { .string($0) }),
    ]
  }

  private func status(_ request: ContractRequest, commit: String, _ index: Int) -> ContractAnswer {
    let body = request.json
    let state = body["state"]?.stringValue ?? ""
    guard ["SUCCESSFUL", "FAILED", "INPROGRESS", "STOPPED"].contains(state), let key = body["key"]?.stringValue,
      key.utf8.count <= 40, let url = body["url"]?.stringValue, url.hasPrefix("http")
    else { return Self.failure(400, "Bad request") }
    repositories[index].statuses.append(
      .init(
        commit: commit, state: state, context: key, link: url, text: body["description"]?.stringValue ?? ""))
    return .json(201, ["type": "build", "key": .string(key), "state": .string(state)])
  }

  private func comments(
    _ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String
  ) -> ContractAnswer {
    guard let number = Int(parts[1]), parts[2] == "comments" else { return Self.failure(404, "Resource not found") }
    let text = request.json["content"]?["raw"]?.stringValue ?? ""
    if request.method == "PUT", parts.count == 4 {
      guard let place = repositories[index].comments.firstIndex(where: { String($0.id) == parts[3] }) else {
        return Self.failure(404, "Comment not found")
      }
      repositories[index].comments[place].text = text
      return .json(200, row(repositories[index].comments[place]))
    }
    guard request.method == "POST" else {
      return page(repositories[index].comments.filter { $0.request == number }.map(row), request, base)
    }
    let comment = ContractRepository.Comment(
      id: 500 + repositories[index].comments.count, request: number, text: text)
    repositories[index].comments.append(comment)
    return .json(201, row(comment))
  }

  private func row(_ comment: ContractRepository.Comment) -> JSONValue {
    ["id": .integer(comment.id), "content": ["raw": .string(comment.text)], "deleted": false]
  }
}
