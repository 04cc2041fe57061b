import Crypto
import CryptoExtras
import Foundation
import SlipwayCore

/// GitHub's API for apps as docs.github.com describes it: one app, its installation, the repositories that it sees.
package actor GitHubContract: ContractAPI {
  package static let login = "ada"
  package static let installation = 4711
  package static let appID = 815
  package static let clientID = "Iv1.contract"
  /// What answers what for a while.
  package enum Mood: Sendable {
    case usual
    /// The installation is gone.
    case uninstalled
    case suspended
  }

  package nonisolated let key: String
  package nonisolated let webhookSecret = "github-webhook-secret-canary"
  package var repositories: [ContractRepository] = []
  package var permissions: [String: String] = ["ada": "admin"]
  package var mood = Mood.usual
  /// Where the app's webhook leads.
  package var hook = ""
  /// So many requests of the installation are refused next, by the primary limit that ends in a second.
  var limited = 0
  let git: ContractGit
  private let publicKey: _RSA.Signing.PublicKey
  /// Token → when it ends, and the repositories that it is for.
  private var tokens: [String: (end: Date, repositories: [String]?)] = [:]
  private var codes: Set<String> = []
  private let lifetime: Double

  package init(git: ContractGit, lifetime: Double = 3600) throws {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    self.key = key.pemRepresentation
    publicKey = key.publicKey
    self.git = git
    self.lifetime = lifetime
  }

  package func answer(_ request: ContractRequest, base: String) async -> ContractAnswer {
    if let repository = ContractGit.repository(of: request) { return await fetch(request, repository, base) }
    guard request.parts.prefix(2) == ["api", "v3"] else { return .text(404, "Not Found") }
    let parts = Array(request.parts.dropFirst(2))
    switch (request.method, parts.first) {
    case ("POST", "app-manifests") where parts.count == 3: return convert(parts[1], base)
    case (_, "app"): return app(request, Array(parts.dropFirst()))
    default: return installed(request, parts, base)
    }
  }

  static func missing(_ message: String = "Not Found", _ status: Int = 404) -> ContractAnswer {
    .json(
      status,
      [
        "message": .string(message), "documentation_url": "https://docs.github.com/rest",
        "status": .string("\(status)"),
      ])
  }

  /// What the browser carries back when a person has said yes to the app.
  package func makeCode() -> String {
    let code = RandomText.suffix(32)
    codes.insert(code)
    return code
  }

  private func convert(_ code: String, _ base: String) -> ContractAnswer {
    guard codes.remove(code) != nil else { return Self.missing() }
    return .json(
      201,
      [
        "id": .integer(Self.appID), "slug": "slipway-contract", "name": "Slipway contract",
        "client_id": .string(Self.clientID), "client_secret": "github-client-secret-canary",
        "webhook_secret": .string(webhookSecret), "pem": .string(key),
        "html_url": .string("\(base)/apps/slipway-contract"), "owner": ["login": .string(Self.login)],
      ])
  }

  private func app(_ request: ContractRequest, _ parts: [String]) -> ContractAnswer {
    guard isApp(request.bearer) else { return Self.missing("A JSON web token could not be decoded", 401) }
    if parts == ["hook", "config"] {
      if let url = request.json["url"]?.stringValue { hook = url }
      return .json(200, ["url": .string(hook), "content_type": "json", "insecure_ssl": "0", "secret": "********"])
    }
    guard parts.count >= 2, parts[0] == "installations", parts[1] == String(Self.installation), mood != .uninstalled
    else { return Self.missing() }
    switch (request.method, parts.count) {
    case ("DELETE", 2):
      mood = .uninstalled
      return ContractAnswer(status: 204)
    case ("POST", 3) where parts[2] == "access_tokens": return token(request.json)
    default: return Self.missing()
    }
  }

  private func token(_ wish: JSONValue) -> ContractAnswer {
    guard mood != .suspended else { return Self.missing("This installation has been suspended", 403) }
    let names = wish["repositories"]?.arrayValue?.compactMap(\.stringValue)
    if let names, !names.allSatisfy({ name in repositories.contains { $0.name == name } }) {
      return Self.missing("There is at least one repository that does not exist or is not accessible", 422)
    }
    let (token, end) = ("ghs_\(RandomText.suffix(36))", Date().addingTimeInterval(lifetime))
    tokens[token] = (end, names)
    return .json(201, ["token": .string(token), "expires_at": .string(end.ISO8601Format())])
  }

  private func installed(_ request: ContractRequest, _ parts: [String], _ base: String) -> ContractAnswer {
    guard let known = tokens[request.bearer ?? ""], known.end > Date(), mood != .uninstalled else {
      return Self.missing("Bad credentials", 401)
    }
    guard mood == .usual else { return Self.missing("This installation has been suspended", 403) }
    if limited > 0 {
      limited -= 1
      let reset = String(Int(Date().timeIntervalSince1970) + 1)
      var answer = Self.missing("API rate limit exceeded for installation", 403)
      answer.headers.merge(["x-ratelimit-remaining": "0", "x-ratelimit-reset": reset]) { $1 }
      return answer
    }
    switch (request.method, parts.first, parts.count) {
    case ("GET", "installation", 2): return list(request, base)
    case ("GET", "repositories", 2):
      return repositories.first { String($0.id) == parts[1] }.map { .json(200, row($0, base)) } ?? Self.missing()
    case (_, "repos", 3...): return repository(request, Array(parts.dropFirst()), base)
    default: return Self.missing()
    }
  }

  private func list(_ request: ContractRequest, _ base: String) -> ContractAnswer {
    let paging = ContractPaging(request, sizeName: "per_page", standard: 30, most: 100, total: repositories.count)
    let rows = paging.slice(repositories).map { row($0, base) }
    return .json(
      200, ["total_count": .integer(repositories.count), "repositories": .array(rows)],
      ["link": paging.link(request, base: base)])
  }

  func row(_ repository: ContractRepository, _ base: String) -> JSONValue {
    [
      "id": .integer(repository.id), "name": .string(repository.name), "full_name": .string(repository.path),
      "private": true, "default_branch": .string(repository.defaultBranch),
      "html_url": .string("\(base)/\(repository.path)"),
      "owner": ["login": .string(repository.owner), "type": "User"],
    ]
  }

  /// Signed by the app's key, for at most ten minutes.
  private func isApp(_ token: String?) -> Bool {
    let parts = (token ?? "").split(separator: ".").map(String.init)
    guard parts.count == 3, let signature = Self.bytes(parts[2]),
      let claims = Self.bytes(parts[1]).flatMap({ try? JSONDecoder().decode(JSONValue.self, from: $0) }),
      case .integer(let end)? = claims["exp"], case .integer(let start)? = claims["iat"],
      claims["iss"]?.stringValue == Self.clientID
    else { return false }
    let now = Int(Date().timeIntervalSince1970)
    let digest = SHA256.hash(data: Data("\(parts[0]).\(parts[1])".utf8))
    return end > now && end - now <= 600 && start <= now
      && publicKey.isValidSignature(.init(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
  }

  private static func bytes(_ text: String) -> Data? {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
  }

  private func fetch(_ request: ContractRequest, _ path: String, _ base: String) async -> ContractAnswer {
    guard let basic = request.basic, basic.user == "x-access-token", let known = tokens[basic.password],
      known.end > Date(), mood == .usual
    else { return ContractGit.unauthorized }
    if let moved = repositories.first(where: { $0.formerPaths.contains(path) }) {
      return .redirect(301, to: base + request.target.replacing(path, with: moved.path))
    }
    guard let repository = repositories.first(where: { $0.path == path }),
      known.repositories?.contains(repository.name) ?? true
    else { return .text(404, "Not Found") }
    return await git.answer(request, of: path, as: repository.git)
  }

  /// All tokens end at once, although they should last.
  package func expireTokens() { tokens = [:] }
  package func set(_ mood: Mood) { self.mood = mood }
  package func limit(_ count: Int) { limited = count }
  package func set(_ permission: String, of user: String) { permissions[user] = permission }
}
