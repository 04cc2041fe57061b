package import Foundation

/// What is known of an account at a provider and is no secret; each kind uses the fields that it has.
package struct ProviderAccount: Sendable, Hashable, Codable {
  /// Where people find it: `https://github.com`, `https://gitlab.example.com`; without a slash at its end.
  package var url = ""
  /// Where this server reaches it, when that differs.
  package var internalURL: String?
  /// GitHub: the app's page. Its number is ``appID``.
  package var appPage: String?
  package var appID: Int?
  /// Of an OAuth application; GitLab calls it the application's id.
  package var clientID: String?
  /// GitHub: the installation of the app whose repositories are seen.
  package var installationID: Int?
  package var redirectURI: String?
  /// GitLab: which groups' repositories are listed, separated by commas; empty for the account's own.
  package var groups: String?
  package var username: String?
  package var email: String?
  /// Bitbucket: the workspace; Gitea: the organisation.
  package var workspace: String?
  package var scopes: String?
  /// When the access token ends.
  package var expiresAt: Date?
  package var authenticatedAt: Date?
  /// Who renews the access token at present.
  package var renewal: ProviderRenewal?

  package init() {}

  /// Whether tokens of one are tokens of the other: of one application at one place.
  package func isSamePlace(as other: ProviderAccount) -> Bool {
    reachedURL == other.reachedURL && clientID == other.clientID
  }

  /// Where this server asks.
  package var reachedURL: String { internalURL.flatMap { $0.isEmpty ? nil : $0 } ?? url }
}

/// What lets Slipway into an account at a provider.
package struct ProviderSecrets: Sendable, Hashable, Codable {
  package var clientSecret: Secret?
  /// GitHub: of the app, in PEM.
  package var privateKey: Secret?
  /// What the provider signs its webhooks with.
  package var webhookSecret: Secret?
  package var accessToken: Secret?
  package var refreshToken: Secret?
  /// Bitbucket.
  package var appPassword: Secret?
  package var apiToken: Secret?

  package init() {}

  /// All of them, to be kept out of logs.
  package var all: [Secret] {
    [clientSecret, privateKey, webhookSecret, accessToken, refreshToken, appPassword, apiToken].compactMap { $0 }
  }
}
