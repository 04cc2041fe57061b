import SlipwayCore

/// What the API has below a project.
extension GitLabContract {
  func project(_ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String) -> ContractAnswer {
    switch (request.method, parts.first, parts.count) {
    case ("GET", nil, 0): return .json(200, row(projects[index], base))
    case ("GET", "repository", 2...): return branches(request, parts, index, base)
    case (_, "hooks", _): return hooks(request, parts, index, base)
    case ("POST", "statuses", 2): return status(request, commit: parts[1], index)
    case (_, "merge_requests", 3...): return notes(request, parts, index, base)
    case (_, "deployments", _): return deployments(request, parts, index)
    case ("GET", "members", 3) where parts[1] == "all":
      guard parts[2] == "7" else { return .json(404, ["message": "404 Not found"]) }
      return .json(200, ["id": 7, "username": .string(Self.login), "access_level": 40])
    default: return .json(404, ["error": "404 Not Found"])
    }
  }

  private func branches(
    _ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String
  ) -> ContractAnswer {
    let all = projects[index].branches.sorted { $0.key < $1.key }
    if parts[1] == "commits", parts.count == 4, parts[3] == "refs" {
      let names = all.filter { $0.value == parts[2] }.map { JSONValue.string($0.key) }
      return .json(200, .array(names.map { ["type": "branch", "name": $0] }))
    }
    guard parts[1] == "branches" else { return .json(404, ["error": "404 Not Found"]) }
    if parts.count == 3 {
      guard let found = all.first(where: { $0.key == parts[2] }) else {
        return .json(404, ["message": "404 Branch Not Found"])
      }
      return .json(200, branch(found, index))
    }
    let word = request.query["search"] ?? ""
    return page(all.filter { word.isEmpty || $0.key.contains(word) }.map { branch($0, index) }, request, base)
  }

  private func branch(_ branch: (key: String, value: String), _ index: Int) -> JSONValue {
    [
      "name": .string(branch.key), "default": .bool(branch.key == projects[index].defaultBranch), "protected": false,
      "commit": ["id": .string(branch.value), "title": "Change", "message": "Change\n"],
    ]
  }

  private func hooks(_ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String) -> ContractAnswer {
    let body = request.json
    if parts.count == 1 {
      guard request.method == "POST" else { return page(projects[index].hooks.map(row), request, base) }
      guard let url = body["url"]?.stringValue else { return .json(400, ["error": "url is missing"]) }
      let hook = ContractRepository.Hook(
        id: 100 + projects[index].hooks.count, url: url, secret: body["token"]?.stringValue ?? "",
        events: Self.events(body))
      projects[index].hooks.append(hook)
      return .json(201, row(hook))
    }
    guard let place = projects[index].hooks.firstIndex(where: { String($0.id) == parts[1] }) else {
      return .json(404, ["message": "404 Hook Not Found"])
    }
    if request.method == "DELETE" {
      projects[index].hooks.remove(at: place)
      return ContractAnswer(status: 204)
    }
    projects[index].hooks[place].url = body["url"]?.stringValue ?? projects[index].hooks[place].url
    if let token = body["token"]?.stringValue { projects[index].hooks[place].secret = token }
    projects[index].hooks[place].events = Self.events(body)
    projects[index].hooks[place].isActive = true
    return .json(200, row(projects[index].hooks[place]))
  }

  private static func events(_ body: JSONValue) -> [String] {
    ["push_events", "tag_push_events", "merge_requests_events"].filter { body[$0] == .bool(true) }
  }

  /// The token is never told again.
  private func row(_ hook: ContractRepository.Hook) -> JSONValue {
    [
      "id": .integer(hook.id), "url": .string(hook.url), "enable_ssl_verification": true,
      "push_events": .bool(hook.events.contains("push_events")),
      "tag_push_events": .bool(hook.events.contains("tag_push_events")),
      "merge_requests_events": .bool(hook.events.contains("merge_requests_events")),
      "alert_status": .string(hook.isActive ? "executable" : "disabled"),
    ]
  }

  private func status(_ request: ContractRequest, commit: String, _ index: Int) -> ContractAnswer {
    let body = request.json
    let state = body["state"]?.stringValue ?? ""
    guard ["pending", "running", "success", "failed", "canceled", "skipped"].contains(state) else {
      return .json(400, ["error": "state does not have a valid value"])
    }
    let context = (body["name"] ?? body["context"])?.stringValue ?? "default"
    let same = projects[index].statuses.filter { $0.commit == commit && $0.context == context }
    if same.last?.state == state {
      let reason = "Cannot transition status via :\(state) from :\(state) (Reason(s): Status cannot transition)"
      return .json(400, ["message": .string(reason)])
    }
    projects[index].statuses.append(
      .init(
        commit: commit, state: state, context: context, link: body["target_url"]?.stringValue ?? "",
        text: body["description"]?.stringValue ?? ""))
    return .json(201, ["id": 1, "sha": .string(commit), "status": .string(state), "name": .string(context)])
  }

  private func notes(_ request: ContractRequest, _ parts: [String], _ index: Int, _ base: String) -> ContractAnswer {
    guard parts[2] == "notes", let number = Int(parts[1]) else { return .json(404, ["error": "404 Not Found"]) }
    let text = request.json["body"]?.stringValue ?? ""
    if parts.count == 4, request.method == "PUT" {
      guard let place = projects[index].comments.firstIndex(where: { String($0.id) == parts[3] }) else {
        return .json(404, ["message": "404 Not found"])
      }
      projects[index].comments[place].text = text
      return .json(200, row(projects[index].comments[place]))
    }
    if request.method == "POST" {
      let comment = ContractRepository.Comment(
        id: 500 + projects[index].comments.count, request: number, text: text)
      projects[index].comments.append(comment)
      return .json(201, row(comment))
    }
    return page(projects[index].comments.filter { $0.request == number }.map(row), request, base)
  }

  private func row(_ comment: ContractRepository.Comment) -> JSONValue {
    [
      "id": .integer(comment.id), "body": .string(comment.text), "system": false,
      "author": ["id": 7, "username": .string(Self.login)], "noteable_iid": .integer(comment.request),
    ]
  }

  private func deployments(_ request: ContractRequest, _ parts: [String], _ index: Int) -> ContractAnswer {
    guard request.method != "GET" else {
      let rows = projects[index].deployments.enumerated().map { place, fields -> JSONValue in
        .object(fields.mapValues { .string($0) }.merging(["id": .integer(place + 1)]) { $1 })
      }
      return .json(
        200, .array(rows.reversed().filter { $0["environment"]?.stringValue == request.query["environment"] }))
    }
    let body = request.json
    let known = ["created", "running", "success", "failed", "canceled"]
    guard let state = body["status"]?.stringValue, known.contains(state) else {
      return .json(400, ["error": "status does not have a valid value"])
    }
    if request.method == "PUT", parts.count == 2, let place = Int(parts[1]),
      projects[index].deployments.indices.contains(place - 1)
    {
      projects[index].deployments[place - 1]["status"] = state
      return .json(200, ["id": .integer(place), "status": .string(state)])
    }
    let fields = ["environment", "sha", "ref"].compactMap { name in body[name]?.stringValue.map { (name, $0) } }
    projects[index].deployments.append(
      Dictionary(fields) { first, _ in first }.merging(["status": state]) { own, _ in own })
    return .json(201, ["id": .integer(projects[index].deployments.count), "status": .string(state)])
  }
}
