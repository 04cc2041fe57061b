import Foundation
import SlipwayCore
import SlipwayProviders
import SlipwayTesting

/// An account at a contract server: its row in memory, as all processes see it.
actor ContractAccount {
  private(set) var row: GitProvider
  private(set) var now = Date()

  init(_ kind: ProviderKind, at url: String, _ change: (inout GitProvider) -> Void = { _ in }) {
    var row = GitProvider(
      organizationID: .random(), userID: nil, kind: kind, name: kind.title, createdAt: Date())
    row.account.url = url
    change(&row)
    self.row = row
  }

  func change(_ body: @Sendable (inout GitProvider) -> Void) -> GitProvider {
    body(&row)
    return row
  }

  /// As one process has it that read the row just now.
  func session() -> ProviderSession {
    ProviderSession(
      row, http: Self.http, tokens: ProviderTokens(), allowsPlain: true, now: { Date() },
      keep: { await self.change($0) })
  }

  /// Follows nothing, and reaches this machine.
  static let http = ProviderHTTP { request in
    guard let parts = URLComponents(string: request.url), let port = parts.port else {
      throw EndToEndFailure("\(request.url) is not of a contract server")
    }
    var headers = request.headers
    headers["authorization"] = request.authorization?.reveal()
    let query = parts.percentEncodedQuery.map { "?" + $0 } ?? ""
    let answer = try await EndToEndHTTP.send(
      request.method, port: port, path: parts.percentEncodedPath + query, headers: headers,
      body: request.content.map { String(decoding: $0, as: UTF8.self) })
    return ProviderAnswer(status: answer.status, headers: answer.headers, body: Array(answer.body.utf8))
  }

  /// Connects it as a person does: to the provider, "Authorize", and back with the code.
  func connect(_ type: any OAuthProviderAPI.Type) async throws {
    let session = session()
    guard let application = type.application(of: row) else { throw EndToEndFailure("no application") }
    let access = OAuthAccess(session, application)
    let (state, verifier) = (Secret("state-1"), Secret(RandomText.token()))
    let address = application.address(state: state, verifier: verifier)
    let answer = try await Self.http(ProviderRequest("GET", address))
    let back = URLComponents(string: answer.headers["location"] ?? "")?.queryItems ?? []
    guard back.first(where: { $0.name == "state" })?.value == "state-1",
      let code = back.first(where: { $0.name == "code" })?.value
    else { throw EndToEndFailure("the provider led back with \(answer)") }
    let tokens = try await access.exchange(code: Secret(code), verifier: verifier)
    tokens.keep(in: &row, now: Date())
  }
}
