import Crypto
import Foundation
import SlipwayCore

/// The OAuth 2.0 side of a provider with one application and one account: codes that work once and with their PKCE
/// verifier, access tokens that end, refresh tokens that work once, revocation.
package struct ContractOAuth: Sendable {
  private struct Code: Sendable {
    var redirectURI: String
    var challenge: String?
    var scope: String
  }

  package let clientID: String
  package let clientSecret: String
  package let lifetime: Int
  private var codes: [String: Code] = [:]
  /// With the moment at which each ends.
  private var accessTokens: [String: Date] = [:]
  private var refreshTokens: Set<String> = []
  /// How often a refresh token was used that had been used before.
  package private(set) var reuses = 0
  package private(set) var refreshes = 0
  package private(set) var revoked: [String] = []

  package init(clientID: String, clientSecret: String, lifetime: Int) {
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.lifetime = lifetime
  }

  /// As if the person pressed "Authorize": leads back with a code.
  package mutating func authorize(_ request: ContractRequest) -> ContractAnswer {
    let query = request.query
    guard query["client_id"] == clientID, query["response_type"] == "code", let redirect = query["redirect_uri"]
    else {
      return .text(400, "The client identifier or the redirect URI is invalid")
    }
    guard query["code_challenge"] == nil || query["code_challenge_method"] == "S256" else {
      return .text(400, "The code challenge method must be S256")
    }
    let code = "code-" + RandomText.suffix(24)
    codes[code] = Code(redirectURI: redirect, challenge: query["code_challenge"], scope: query["scope"] ?? "")
    let mark = redirect.contains("?") ? "&" : "?"
    let state = query["state"].map {
      "&state=" + ($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
    }
    return .redirect(302, to: redirect + mark + "code=" + code + (state ?? ""))
  }

  package mutating func token(_ request: ContractRequest) -> ContractAnswer {
    let form = request.form
    guard form["client_id"] == clientID, form["client_secret"] == clientSecret else {
      return Self.refusal("invalid_client", "Client authentication failed due to unknown client", status: 401)
    }
    switch form["grant_type"] {
    case "authorization_code": return exchange(form)
    case "refresh_token": return refresh(form)
    default: return Self.refusal("unsupported_grant_type", "The authorization grant type is not supported")
    }
  }

  package mutating func revoke(_ request: ContractRequest) -> ContractAnswer {
    guard request.form["client_id"] == clientID, request.form["client_secret"] == clientSecret else {
      return Self.refusal("unauthorized_client", "You are not authorized to revoke this token", status: 403)
    }
    let token = request.form["token"] ?? ""
    revoked.append(token)
    accessTokens[token] = nil
    refreshTokens.remove(token)
    return .json(200, [:])
  }

  private mutating func exchange(_ form: [String: String]) -> ContractAnswer {
    guard let name = form["code"], let code = codes.removeValue(forKey: name),
      code.redirectURI == form["redirect_uri"],
      code.challenge == nil || code.challenge == form["code_verifier"].map(Self.challenge)
    else { return Self.refusal("invalid_grant", "The provided authorization grant is invalid, expired or revoked") }
    return issue()
  }

  private mutating func refresh(_ form: [String: String]) -> ContractAnswer {
    guard let token = form["refresh_token"], refreshTokens.remove(token) != nil else {
      reuses += 1
      return Self.refusal("invalid_grant", "The provided authorization grant is invalid, expired or revoked")
    }
    refreshes += 1
    return issue()
  }

  private mutating func issue() -> ContractAnswer {
    let (access, refresh) = ("access-" + RandomText.suffix(30), "refresh-" + RandomText.suffix(30))
    accessTokens[access] = Date().addingTimeInterval(TimeInterval(lifetime))
    refreshTokens.insert(refresh)
    return .json(
      200,
      [
        "access_token": .string(access), "token_type": "Bearer", "expires_in": .integer(lifetime),
        "refresh_token": .string(refresh), "created_at": .integer(Int(Date().timeIntervalSince1970)),
      ])
  }

  package static func challenge(of verifier: String) -> String {
    Data(SHA256.hash(data: Data(verifier.utf8))).base64URL
  }

  private static func refusal(_ error: String, _ description: String, status: Int = 400) -> ContractAnswer {
    .json(status, ["error": .string(error), "error_description": .string(description)])
  }

  // MARK: What tests bring about

  /// What an access token is worth now.
  package enum Standing: Sendable { case live, expired, unknown }

  package func standing(of token: String?) -> Standing {
    guard let token, let end = accessTokens[token] else { return .unknown }
    return end > Date() ? .live : .expired
  }

  /// All access tokens end; the refresh tokens stay.
  package mutating func expire() {
    for token in accessTokens.keys { accessTokens[token] = .distantPast }
  }

  /// The person took the permission back.
  package mutating func forget() {
    accessTokens = [:]
    refreshTokens = []
  }
}
