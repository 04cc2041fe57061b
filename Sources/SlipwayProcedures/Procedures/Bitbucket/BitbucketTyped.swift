import SlipwayCore
import SlipwayEngine
import SlipwayProviders

/// What was typed of an account at Bitbucket; what is `nil` stays.
struct BitbucketTyped {
  var username: String?
  var email: String?
  var workspace: String?
  var apiToken: String?
  var appPassword: String?
  var internalURL: String?

  func apply(to provider: inout GitProvider) throws {
    provider.account.url = BitbucketAPI.address
    if internalURL != nil {
      let place = try ProviderAddress.normalize(internalURL, field: "bitbucketInternalUrl")
      // What lets Slipway in goes only where it was typed for.
      if place != provider.account.internalURL {
        (provider.secrets.apiToken, provider.secrets.appPassword) = (nil, nil)
      }
      provider.account.internalURL = place
    }
    provider.account.username = try name(username, "bitbucketUsername", provider.account.username)
    provider.account.workspace = try name(workspace, "bitbucketWorkspaceName", provider.account.workspace)
    provider.account.email = try mail(provider.account.email)
    provider.secrets.apiToken = try secret(apiToken, "apiToken", provider.secrets.apiToken)
    provider.secrets.appPassword = try secret(appPassword, "appPassword", provider.secrets.appPassword)
    if provider.secrets.webhookSecret == nil { provider.secrets.webhookSecret = Secret(RandomText.token()) }
  }

  private func name(_ typed: String?, _ field: String, _ stored: String?) throws -> String? {
    guard let text = typed?.trimmingSpaces() else { return stored }
    guard text.utf8.count <= 255,
      text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) })
    else { throw SlipwayError.invalid(field, "must be the name as Bitbucket writes it in addresses") }
    return text.isEmpty ? nil : text
  }

  private func mail(_ stored: String?) throws -> String? {
    guard let text = email?.trimmingSpaces() else { return stored }
    guard !text.isEmpty else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard text.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
      text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value < 127 && $0 != ":" })
    else { throw SlipwayError.invalid("bitbucketEmail", "must be the mail address of the Atlassian account") }
    return text
  }

  /// Nothing typed, and the mask, keep what is stored.
  private func secret(_ typed: String?, _ field: String, _ stored: Secret?) throws -> Secret? {
    guard let typed, !typed.isEmpty, typed != Secret.mask else { return stored }
    return Secret(try OAuthAccounts.plain(typed, field: field))
  }

  /// Asks with what was typed before it is kept, and notes nothing of it.
  /// - Returns: how many repositories are seen at least.
  static func count(_ provider: GitProvider, _ call: Call) async throws -> Int {
    let session = ProviderSession(
      provider, http: call.engine.providers.http, tokens: ProviderTokens(), now: call.engine.now,
      keep: { _ in provider })
    do {
      var (count, next): (Int, Int?) = (0, 1)
      while let page = next, page <= 20 {
        let found = try await BitbucketAPI(session).repositories(search: "", page: page)
        count += found.items.count
        next = found.next
      }
      return count
    } catch let failure as ProviderFailure {
      throw failure.slipwayError
    }
  }
}
