import Crypto
import Foundation
package import SlipwayCore
package import SlipwayProviders

/// What a repository's webhook signs with: another secret for each repository, made of the account's own. Whoever runs one
/// repository at the provider may see its secret there, and must not speak for another one by it.
package enum HookSecret {
  /// - Parameters:
  ///   - id: the provider's own name of the repository, which stays.
  ///   - path: as it was called when the webhook was made.
  /// - Returns: `nil` for an account without a secret.
  package static func of(_ provider: GitProvider, id: String, path: RepositoryPath) -> Secret? {
    guard let own = provider.secrets.webhookSecret, !own.isEmpty else { return nil }
    let text = "hook\n\(id)\n\(path.full.lowercased())"
    let code = HMAC<SHA256>.authenticationCode(
      for: Data(text.utf8), using: SymmetricKey(data: Data(own.reveal().utf8)))
    return Secret(code.hexadecimal)
  }

  /// Stands in the webhook's address, so that it is seen there which secret it has; it tells nothing of it.
  static func mark(_ secret: Secret) -> String { String(TokenDigest.of("mark:" + secret.reveal()).prefix(12)) }
}
