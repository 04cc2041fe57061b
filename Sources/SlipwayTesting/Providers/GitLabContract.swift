import SlipwayCore

/// GitLab's REST API, version 4, and its OAuth, as docs.gitlab.com describes them: one account with its projects.
package actor GitLabContract: ContractAPI {
  package static let login = "ada"
  package var oauth: ContractOAuth
  package var projects: [ContractRepository] = []
  /// So many requests to the API are refused next.
  package var limited = 0
  let git: ContractGit

  package init(git: ContractGit, lifetime: Int = 7200) {
    self.git = git
    oauth = ContractOAuth(clientID: "gitlab-application", clientSecret: "gitlab-secret-canary", lifetime: lifetime)
  }

  package func answer(_ request: ContractRequest, base: String) async -> ContractAnswer {
    if let repository = ContractGit.repository(of: request) { return await fetch(request, repository, base) }
    switch (request.method, request.parts.first, request.parts.dropFirst().first) {
    case ("GET", "oauth", "authorize"): return oauth.authorize(request)
    case ("POST", "oauth", "token"): return oauth.token(request)
    case ("POST", "oauth", "revoke"): return oauth.revoke(request)
    case (_, "api", "v4"): return api(request, base)
    default: return .text(404, "The page could not be found")
    }
  }

  private func api(_ request: ContractRequest, _ base: String) -> ContractAnswer {
    if limited > 0 {
      limited -= 1
      return .text(
        429, "Retry later\n",
        ["retry-after": "1", "ratelimit-limit": "2000", "ratelimit-observed": "2001", "ratelimit-remaining": "0"])
    }
    switch oauth.standing(of: request.bearer) {
    case .unknown: return .json(401, ["message": "401 Unauthorized"])
    case .expired:
      return .json(
        401,
        [
          "error": "invalid_token",
          "error_description": "Token is expired. You can either do re-authorization or token refresh.",
        ])
    case .live: break
    }
    let parts = Array(request.parts.dropFirst(2))
    switch (request.method, parts.first, parts.count) {
    case ("GET", "user", 1):
      return .json(200, ["id": 7, "username": .string(Self.login), "name": "Ada", "state": "active"])
    case ("GET", "users", 1):
      let isKnown = request.query["username"] == Self.login
      return .json(200, isKnown ? [["id": 7, "username": .string(Self.login)]] : [])
    case ("GET", "projects", 1): return list(request, base, projects)
    case ("GET", "groups", 3):
      let group = parts[1]
      let found = projects.filter { $0.path.hasPrefix(group + "/") }
      return found.isEmpty ? .json(404, ["message": "404 Group Not Found"]) : list(request, base, found)
    case (_, "projects", 2...):
      guard let index = projects.firstIndex(where: { String($0.id) == parts[1] || $0.path == parts[1] }) else {
        return missing(request, parts[1], base)
      }
      return project(request, Array(parts.dropFirst(2)), index, base)
    default: return .json(404, ["error": "404 Not Found"])
    }
  }

  /// A project that was moved is led to by its number.
  private func missing(_ request: ContractRequest, _ name: String, _ base: String) -> ContractAnswer {
    guard let moved = projects.first(where: { $0.formerPaths.contains(name) }) else {
      return .json(404, ["message": "404 Project Not Found"])
    }
    guard request.method == "GET" else {
      return .json(405, ["message": "405 Non GET methods are not allowed for moved projects"])
    }
    let rest = request.parts.dropFirst(4).map { "/" + $0.percentEncoded }.joined()
    return .redirect(301, to: "\(base)/api/v4/projects/\(moved.id)\(rest)")
  }

  private func list(
    _ request: ContractRequest, _ base: String, _ candidates: [ContractRepository]
  ) -> ContractAnswer {
    let word = request.query["search"]?.lowercased() ?? ""
    let found = candidates.filter { word.isEmpty || $0.name.lowercased().contains(word) }
    return page(found.map { row($0, base) }, request, base)
  }

  func page(_ rows: [JSONValue], _ request: ContractRequest, _ base: String) -> ContractAnswer {
    let paging = ContractPaging(request, sizeName: "per_page", standard: 20, most: 100, total: rows.count)
    return .json(
      200, .array(paging.slice(rows)),
      [
        "x-page": String(paging.page), "x-per-page": String(paging.size), "x-total": String(paging.total),
        "x-total-pages": String(paging.pages), "x-next-page": paging.next.map(String.init) ?? "",
        "link": paging.link(request, base: base),
      ])
  }

  func row(_ project: ContractRepository, _ base: String) -> JSONValue {
    let isPersonal = project.owner == Self.login
    return [
      "id": .integer(project.id), "name": .string(project.name), "path": .string(project.name),
      "path_with_namespace": .string(project.path), "default_branch": .string(project.defaultBranch),
      "visibility": "private", "web_url": .string("\(base)/\(project.path)"),
      "http_url_to_repo": .string("\(base)/\(project.path).git"), "last_activity_at": "2026-01-02T03:04:05.678Z",
      "namespace": [
        "id": 3, "kind": isPersonal ? "user" : "group", "path": .string(project.owner),
        "full_path": .string(project.owner),
      ],
    ]
  }

  private func fetch(_ request: ContractRequest, _ path: String, _ base: String) async -> ContractAnswer {
    guard let basic = request.basic, basic.user == "oauth2", oauth.standing(of: basic.password) == .live else {
      return ContractGit.unauthorized
    }
    if let moved = projects.first(where: { $0.formerPaths.contains(path) }) {
      let rest = request.target.replacing(path, with: moved.path)
      return .redirect(301, to: base + rest)
    }
    guard let project = projects.first(where: { $0.path == path }) else { return .text(404, "not found") }
    return await git.answer(request, of: path, as: project.git)
  }
}
