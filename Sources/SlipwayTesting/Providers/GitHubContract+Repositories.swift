import SlipwayCore

/// What the API has below a repository.
extension GitHubContract {
  func repository(_ request: ContractRequest, _ parts: [String], _ base: String) -> ContractAnswer {
    let path = parts[0] + "/" + parts[1]
    guard let index = repositories.firstIndex(where: { $0.path == path }) else {
      guard let moved = repositories.first(where: { $0.formerPaths.contains(path) }) else { return Self.missing() }
      let place = "\(base)/api/v3/repositories/\(moved.id)"
      var answer = ContractAnswer.json(301, ["message": "Moved Permanently", "url": .string(place)])
      answer.headers["location"] = place
      return answer
    }
    let rest = Array(parts.dropFirst(2))
    switch (request.method, rest.first, rest.count) {
    case ("GET", nil, 0): return .json(200, row(repositories[index], base))
    case ("GET", "branches", 1): return branches(request, index, base)
    case ("POST", "statuses", 2): return status(request.json, commit: rest[1], index)
    case (_, "deployments", _): return deployments(request, rest, index)
    case (_, "issues", 3): return comments(request, rest, index, base)
    case ("GET", "collaborators", 3): return permission(rest[1])
    default: return Self.missing()
    }
  }

  private func branches(_ request: ContractRequest, _ index: Int, _ base: String) -> ContractAnswer {
    let all = repositories[index].branches.sorted { $0.key < $1.key }
    let paging = ContractPaging(request, sizeName: "per_page", standard: 30, most: 100, total: all.count)
    let rows = paging.slice(all).map { branch -> JSONValue in
      ["name": .string(branch.key), "commit": ["sha": .string(branch.value)], "protected": false]
    }
    return .json(200, .array(rows), ["link": paging.link(request, base: base)])
  }

  private func status(_ body: JSONValue, commit: String, _ index: Int) -> ContractAnswer {
    let state = body["state"]?.stringValue ?? ""
    guard ["error", "failure", "pending", "success"].contains(state),
      (body["description"]?.stringValue ?? "").count <= 140
    else { return Self.missing("Validation Failed", 422) }
    repositories[index].statuses.append(
      ContractRepository.Status(
        commit: commit, state: state, context: body["context"]?.stringValue ?? "default",
        link: body["target_url"]?.stringValue ?? "", text: body["description"]?.stringValue ?? ""))
    return .json(201, ["id": .integer(repositories[index].statuses.count), "state": .string(state)])
  }

  private func deployments(_ request: ContractRequest, _ rest: [String], _ index: Int) -> ContractAnswer {
    if request.method == "GET" {
      let found = repositories[index].deployments.enumerated().filter {
        $0.element["sha"] == request.query["sha"] && $0.element["environment"] == request.query["environment"]
      }
      return .json(200, .array(found.map { ["id": .integer($0.offset + 1)] }))
    }
    let body = request.json
    guard rest.count == 3, let number = Int(rest[1]), repositories[index].deployments.indices.contains(number - 1)
    else {
      repositories[index].deployments.append([
        "sha": body["ref"]?.stringValue ?? "", "environment": body["environment"]?.stringValue ?? "",
      ])
      return .json(201, ["id": .integer(repositories[index].deployments.count)])
    }
    repositories[index].deployments[number - 1]["state"] = body["state"]?.stringValue
    repositories[index].deployments[number - 1]["url"] = body["environment_url"]?.stringValue
    return .json(201, ["id": 1])
  }

  private func comments(
    _ request: ContractRequest, _ rest: [String], _ index: Int, _ base: String
  ) -> ContractAnswer {
    if request.method == "PATCH", rest[1] == "comments" {
      guard let place = repositories[index].comments.firstIndex(where: { String($0.id) == rest[2] }) else {
        return Self.missing()
      }
      repositories[index].comments[place].text = request.json["body"]?.stringValue ?? ""
      return .json(200, ["id": .integer(repositories[index].comments[place].id)])
    }
    guard let number = Int(rest[1]) else { return Self.missing() }
    if request.method == "POST" {
      let id = 900 + repositories[index].comments.count
      repositories[index].comments.append(
        ContractRepository.Comment(id: id, request: number, text: request.json["body"]?.stringValue ?? ""))
      return .json(201, ["id": .integer(id)])
    }
    let all = repositories[index].comments.filter { $0.request == number }
    let paging = ContractPaging(request, sizeName: "per_page", standard: 30, most: 100, total: all.count)
    let rows = paging.slice(all).map { comment -> JSONValue in
      [
        "id": .integer(comment.id), "body": .string(comment.text),
        "performed_via_github_app": ["id": .integer(Self.appID)],
      ]
    }
    return .json(200, .array(rows), ["link": paging.link(request, base: base)])
  }

  private func permission(_ user: String) -> ContractAnswer {
    guard let role = permissions[user] else { return Self.missing() }
    let broad = ["maintain": "write", "triage": "read"][role] ?? role
    return .json(200, ["permission": .string(broad), "role_name": .string(role)])
  }
}
