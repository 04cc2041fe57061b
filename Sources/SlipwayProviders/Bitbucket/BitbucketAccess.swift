import Foundation
package import SlipwayCore

/// How Bitbucket is let know who asks: by an API token with the mail address, by an app password with the user name (which
/// Atlassian has ended), or by an access token of a workspace or a repository, which is nobody's.
package struct BitbucketAccess: Sendable, Hashable {
  /// The value of `Authorization`.
  package let authorization: Secret
  package let gitUsername: String
  package let secret: Secret

  /// - Returns: `nil` while something is missing.
  package init?(_ provider: GitProvider) {
    let (account, secrets) = (provider.account, provider.secrets)
    let email = account.email.flatMap { $0.isEmpty ? nil : $0 }
    let username = account.username.flatMap { $0.isEmpty ? nil : $0 }
    if let token = secrets.apiToken, !token.isEmpty {
      secret = token
      gitUsername = email == nil ? "x-token-auth" : "x-bitbucket-api-token-auth"
      authorization = email.map { Self.basic($0, token) } ?? Secret("Bearer " + token.reveal())
    } else if let password = secrets.appPassword, !password.isEmpty, let username {
      secret = password
      gitUsername = username
      authorization = Self.basic(username, password)
    } else {
      return nil
    }
  }

  private static func basic(_ user: String, _ password: Secret) -> Secret {
    Secret("Basic " + Data("\(user):\(password.reveal())".utf8).base64EncodedString())
  }
}
