import SlipwayCore

/// Bitbucket Cloud's API, version 2.0, as developer.atlassian.com describes it: one account with the repositories of its
/// workspace.
package actor BitbucketContract: ContractAPI {
  package static let email = "ada@example.org"
  package static let username = "ada"
  package static let workspace = "team"
  package static let apiToken = "ATATT-token-canary"
  package static let appPassword = "ATBB-password-canary"
  /// Of a workspace or a repository: no person's.
  package static let accessToken = "ATCTT-access-canary"
  package var repositories: [ContractRepository] = []
  package var limited = 0
  /// What still lets somebody in.
  package var live: Set<String> = [apiToken, appPassword, accessToken]
  let git: ContractGit

  package init(git: ContractGit) { self.git = git }

  package func answer(_ request: ContractRequest, base: String) async -> ContractAnswer {
    if let repository = ContractGit.repository(of: request) { return await fetch(request, repository) }
    guard request.parts.first == "2.0" else { return .text(404, "Not Found") }
    if limited > 0 {
      limited -= 1
      return Self.failure(
        429, "Rate limit for this resource has been exceeded", ["x-ratelimit-limit": "1000", "retry-after": "1"])
    }
    guard isLetIn(request) else {
      return ContractAnswer(status: 401, headers: ["www-authenticate": "Basic realm=\"Bitbucket.org HTTP\""])
    }
    let parts = Array(request.parts.dropFirst())
    switch (request.method, parts.first, parts.count) {
    case ("GET", "user", 1): return .json(200, ["username": .string(Self.username), "account_id": "557058:7"])
    case ("GET", "repositories", 2):
      guard parts[1] == Self.workspace else {
        return Self.failure(404, "No workspace with identifier '\(parts[1])'.")
      }
      return list(request, base)
    case (_, "repositories", 3...):
      let path = parts[1] + "/" + parts[2]
      guard let index = repositories.firstIndex(where: { $0.path == path }) else {
        return Self.failure(404, "Repository \(path) not found")
      }
      return repository(request, Array(parts.dropFirst(3)), index, base)
    default: return Self.failure(404, "Resource not found")
    }
  }

  /// By the mail address with an API token, by the user name with an app password, by an access token alone.
  private func isLetIn(_ request: ContractRequest) -> Bool {
    if let token = request.bearer { return token == Self.accessToken && live.contains(token) }
    guard let basic = request.basic, live.contains(basic.password) else { return false }
    return basic.user == Self.email && basic.password == Self.apiToken
      || basic.user == Self.username && basic.password == Self.appPassword
  }

  static func failure(_ status: Int, _ message: String, _ headers: [String: String] = [:]) -> ContractAnswer {
    .json(status, ["type": "error", "error": ["message": .string(message)]], headers)
  }

  private func list(_ request: ContractRequest, _ base: String) -> ContractAnswer {
    let word = Self.word(request)
    return page(repositories.filter { word.isEmpty || $0.name.contains(word) }.map { row($0, base) }, request, base)
  }

  /// What is looked for by `q=name~"word"`.
  static func word(_ request: ContractRequest) -> String {
    let parts = (request.query["q"] ?? "").split(separator: "\"")
    return parts.count > 1 && parts[0].hasSuffix("name ~ ") || parts.count > 1 && parts[0].hasSuffix("name~")
      ? String(parts[1]) : ""
  }

  func page(_ rows: [JSONValue], _ request: ContractRequest, _ base: String) -> ContractAnswer {
    let paging = ContractPaging(request, sizeName: "pagelen", standard: 10, most: 100, total: rows.count)
    var body: [String: JSONValue] = [
      "values": .array(paging.slice(rows)), "page": .integer(paging.page), "pagelen": .integer(paging.size),
      "size": .integer(paging.total),
    ]
    body["next"] = paging.next.map { .string(paging.address(request, base, page: $0)) }
    return .json(200, .object(body))
  }

  func row(_ repository: ContractRepository, _ base: String) -> JSONValue {
    [
      "type": "repository", "uuid": .string("{repository-\(repository.id)}"), "name": .string(repository.name),
      "slug": .string(repository.name), "full_name": .string(repository.path), "is_private": true,
      "mainbranch": ["type": "branch", "name": .string(repository.defaultBranch)],
      "workspace": ["type": "workspace", "slug": .string(repository.owner)],
      "owner": ["type": "team", "username": .string(repository.owner)], "updated_on": "2026-01-02T03:04:05.678+00:00",
      "links": [
        "html": ["href": .string("\(base)/\(repository.path)")],
        "clone": [["name": "https", "href": .string("\(base)/\(repository.path).git")]],
      ],
    ]
  }

  private func fetch(_ request: ContractRequest, _ path: String) async -> ContractAnswer {
    let users = [
      Self.apiToken: ["x-bitbucket-api-token-auth", Self.username], Self.appPassword: [Self.username],
      Self.accessToken: ["x-token-auth"],
    ]
    guard let basic = request.basic, live.contains(basic.password),
      users[basic.password]?.contains(basic.user) == true
    else { return ContractGit.unauthorized }
    guard let repository = repositories.first(where: { $0.path == path }) else { return .text(404, "not found") }
    return await git.answer(request, of: path, as: repository.git)
  }
}
