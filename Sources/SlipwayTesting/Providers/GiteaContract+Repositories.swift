import SlipwayCore

/// What the API has below a repository.
extension GiteaContract {
  func repository(_ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String) -> ContractAnswer {
    switch (request.method, parts.first, parts.count) {
    case ("GET", nil, 0): return .json(200, row(repositories[index], base))
    case ("GET", "branches", _): return branches(request, parts, index, base)
    case (_, "hooks", _): return hooks(request, parts, index, base)
    case ("POST", "statuses", 2): return status(request, commit: parts[1], index)
    case (_, "issues", 3...): return comments(request, parts, index, base)
    case ("GET", "collaborators", 3): return .json(200, ["permission": "write", "role_name": "write"])
    default: return Self.missing()
    }
  }

  private func branches(
    _ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String
  ) -> ContractAnswer {
    let all = repositories[index].branches.sorted { $0.key < $1.key }
    guard parts.count > 1 else { return page(all.map(row), request, base) }
    let name = parts.dropFirst().joined(separator: "/")
    return all.first { $0.key == name }.map { .json(200, row($0)) } ?? Self.missing()
  }

  private func row(_ branch: (key: String, value: String)) -> JSONValue {
    [
      "name": .string(branch.key), "protected": false,
      "commit": ["id": .string(branch.value), "message": "Change\n"],
    ]
  }

  private func hooks(_ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String) -> ContractAnswer {
    let body = request.json
    let settings = body["config"]
    if parts.count == 1 {
      guard request.method == "POST" else { return page(repositories[index].hooks.map(row), request, base) }
      guard body["type"] == "gitea", settings?["content_type"] == "json", let url = settings?["url"]?.stringValue
      else {
        return .json(422, ["message": "Missing config option: url", "url": "https://gitea.test/api/swagger"])
      }
      var hook = ContractRepository.Hook(
        id: 100 + repositories[index].hooks.count, url: url, secret: settings?["secret"]?.stringValue ?? "",
        events: Self.events(body))
      hook.isActive = body["active"] == .bool(true)
      repositories[index].hooks.append(hook)
      return .json(201, row(hook))
    }
    guard let place = repositories[index].hooks.firstIndex(where: { String($0.id) == parts[1] }) else {
      return Self.missing()
    }
    if request.method == "DELETE" {
      repositories[index].hooks.remove(at: place)
      return ContractAnswer(status: 204)
    }
    if let url = settings?["url"]?.stringValue { repositories[index].hooks[place].url = url }
    if let secret = settings?["secret"]?.stringValue { repositories[index].hooks[place].secret = secret }
    repositories[index].hooks[place].events = Self.events(body)
    repositories[index].hooks[place].isActive = body["active"] == .bool(true)
    return .json(200, row(repositories[index].hooks[place]))
  }

  private static func events(_ body: JSONValue) -> [String] {
    (body["events"]?.arrayValue ?? []).compactMap(\.stringValue)
  }

  private func row(_ hook: ContractRepository.Hook) -> JSONValue {
    [
      "id": .integer(hook.id), "type": "gitea", "active": .bool(hook.isActive),
      "events": .array(hook.events.map { .string($0) }),
      "config": ["url": .string(hook.url), "content_type": "json"],
    ]
  }

  private func status(_ request: ContractRequest, commit: String, _ index: Int) -> ContractAnswer {
    let body = request.json
    let state = body["state"]?.stringValue ?? ""
    guard ["pending", "success", "error", "failure", "warning"].contains(state) else {
      return .json(422, ["message": "[State]: invalid", "url": "https://gitea.test/api/swagger"])
    }
    repositories[index].statuses.append(
      .init(
        commit: commit, state: state, context: body["context"]?.stringValue ?? "default",
        link: body["target_url"]?.stringValue ?? "", text: body["description"]?.stringValue ?? ""))
    return .json(201, ["id": 1, "status": .string(state)])
  }

  private func comments(
    _ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String
  ) -> ContractAnswer {
    let text = request.json["body"]?.stringValue ?? ""
    if parts[1] == "comments", request.method == "PATCH" {
      guard let place = repositories[index].comments.firstIndex(where: { String($0.id) == parts[2] }) else {
        return Self.missing()
      }
      repositories[index].comments[place].text = text
      return .json(200, row(repositories[index].comments[place]))
    }
    guard let number = Int(parts[1]), parts[2] == "comments" else { return Self.missing() }
    guard request.method == "POST" else {
      // This list is not cut into pages.
      return .json(200, .array(repositories[index].comments.filter { $0.request == number }.map(row)))
    }
    let comment = ContractRepository.Comment(
      id: 500 + repositories[index].comments.count, request: number, text: text)
    repositories[index].comments.append(comment)
    return .json(201, row(comment))
  }

  private func row(_ comment: ContractRepository.Comment) -> JSONValue {
    ["id": .integer(comment.id), "body": .string(comment.text), "user": ["id": 7, "login": .string(Self.login)]]
  }
}
