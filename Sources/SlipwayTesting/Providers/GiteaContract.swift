import SlipwayCore

/// Gitea's API and OAuth as docs.gitea.com describes them, which Forgejo shares: one account with its repositories.
package actor GiteaContract: ContractAPI {
  package static let login = "ada"
  package var oauth: ContractOAuth
  package var repositories: [ContractRepository] = []
  /// So many requests to the API are refused next, as by a proxy before it: Gitea has no limits of its own.
  package var limited = 0
  let git: ContractGit

  package init(git: ContractGit, lifetime: Int = 3600) {
    self.git = git
    oauth = ContractOAuth(clientID: "gitea-client", clientSecret: "gitea-secret-canary", lifetime: lifetime)
  }

  package func answer(_ request: ContractRequest, base: String) async -> ContractAnswer {
    if let repository = ContractGit.repository(of: request) { return await fetch(request, repository, base) }
    switch (request.method, request.parts.prefix(3).joined(separator: "/")) {
    case ("GET", "login/oauth/authorize"): return oauth.authorize(request)
    case ("POST", "login/oauth/access_token"): return oauth.token(request)
    case (_, let path) where path.hasPrefix("api/v1"): return api(request, base)
    default: return .text(404, "Not found.\n")
    }
  }

  static func missing(_ message: String = "The target couldn't be found.") -> ContractAnswer {
    .json(404, ["errors": [], "message": .string(message), "url": "https://gitea.test/api/swagger"])
  }

  private func api(_ request: ContractRequest, _ base: String) -> ContractAnswer {
    if limited > 0 {
      limited -= 1
      return .text(429, "Too Many Requests\n", ["retry-after": "1"])
    }
    guard oauth.standing(of: request.bearer) == .live else {
      return .json(401, ["message": "user does not exist [uid: 0, name: ]", "url": "https://gitea.test/api/swagger"])
    }
    let parts = Array(request.parts.dropFirst(2))
    switch (request.method, parts.first, parts.count) {
    case ("GET", "user", 1): return .json(200, ["id": 7, "login": .string(Self.login), "full_name": "Ada"])
    case ("GET", "user", 2) where parts[1] == "repos": return page(repositories.map { row($0, base) }, request, base)
    case ("GET", "orgs", 3) where parts[2] == "repos":
      return page(repositories.filter { $0.owner == parts[1] }.map { row($0, base) }, request, base)
    case ("GET", "repos", 2) where parts[1] == "search": return search(request, base)
    case (_, "repos", 3...):
      let path = parts[1] + "/" + parts[2]
      guard let index = repositories.firstIndex(where: { $0.path == path }) else { return moved(request, path, base) }
      return repository(request, Array(parts.dropFirst(3)), index, base)
    default: return Self.missing()
    }
  }

  /// A repository that was renamed is led to.
  private func moved(_ request: ContractRequest, _ path: String, _ base: String) -> ContractAnswer {
    guard let found = repositories.first(where: { $0.formerPaths.contains(path) }) else { return Self.missing() }
    return .redirect(
      request.method == "GET" ? 301 : 307, to: base + request.target.replacing("/" + path, with: "/" + found.path))
  }

  private func search(_ request: ContractRequest, _ base: String) -> ContractAnswer {
    let word = request.query["q"]?.lowercased() ?? ""
    let rows = repositories.filter { word.isEmpty || $0.name.lowercased().contains(word) }.map { row($0, base) }
    let paging = ContractPaging(request, sizeName: "limit", standard: 30, most: 50, total: rows.count)
    return .json(200, ["ok": true, "data": .array(paging.slice(rows))], headers(paging, request, base))
  }

  func page(_ rows: [JSONValue], _ request: ContractRequest, _ base: String) -> ContractAnswer {
    let paging = ContractPaging(request, sizeName: "limit", standard: 30, most: 50, total: rows.count)
    return .json(200, .array(paging.slice(rows)), headers(paging, request, base))
  }

  private func headers(_ paging: ContractPaging, _ request: ContractRequest, _ base: String) -> [String: String] {
    ["x-total-count": String(paging.total), "link": paging.link(request, base: base)]
  }

  func row(_ repository: ContractRepository, _ base: String) -> JSONValue {
    [
      "id": .integer(repository.id), "name": .string(repository.name), "full_name": .string(repository.path),
      "private": true, "default_branch": .string(repository.defaultBranch), "archived": false, "empty": false,
      "html_url": .string("\(base)/\(repository.path)"), "clone_url": .string("\(base)/\(repository.path).git"),
      "updated_at": "2026-01-02T03:04:05Z",
      "owner": ["id": 3, "login": .string(repository.owner), "username": .string(repository.owner)],
      "permissions": ["admin": true, "push": true, "pull": true],
    ]
  }

  private func fetch(_ request: ContractRequest, _ path: String, _ base: String) async -> ContractAnswer {
    // A token may stand for the password with any name.
    guard let basic = request.basic, oauth.standing(of: basic.password) == .live else {
      return ContractGit.unauthorized
    }
    if let moved = repositories.first(where: { $0.formerPaths.contains(path) }) {
      return .redirect(301, to: base + request.target.replacing(path, with: moved.path))
    }
    guard let repository = repositories.first(where: { $0.path == path }) else { return .text(404, "Not found.\n") }
    return await git.answer(request, of: path, as: repository.git)
  }
}
