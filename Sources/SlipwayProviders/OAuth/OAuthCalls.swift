import SlipwayCore

/// Requests to an API that takes OAuth's tokens: one that is refused is renewed once, and the request sent again.
struct OAuthCalls: Sendable {
  let access: OAuthAccess
  private var session: ProviderSession { access.session }

  /// - Parameter what: of the failure's sentence: "listing the projects".
  /// - Throws: ``ProviderFailure`` for all but success and redirects.
  func send(
    _ url: String, _ method: String = "GET", json: JSONValue? = nil, doing what: String
  ) async throws -> ProviderAnswer {
    let answer = try await answer(method, url, json)
    guard answer.isSuccess || (300..<400).contains(answer.status) else {
      throw ProviderAnswerFailure(session.provider.kind.title).failure(answer, what)
    }
    return answer
  }

  /// Whatever the answer is.
  func answer(_ method: String, _ url: String, _ json: JSONValue? = nil) async throws -> ProviderAnswer {
    let token = try await access.token()
    let answer = try await session.http(request(method, url, json, token))
    guard answer.status == 401 else { return answer }
    return try await session.http(request(method, url, json, access.renew(refused: token)))
  }

  private func request(_ method: String, _ url: String, _ json: JSONValue?, _ token: Secret) -> ProviderRequest {
    let authorization = Secret("Bearer " + token.reveal())
    guard let json else { return ProviderRequest(method, url, authorization: authorization) }
    return ProviderRequest(method, url, authorization: authorization, json: json)
  }
}
