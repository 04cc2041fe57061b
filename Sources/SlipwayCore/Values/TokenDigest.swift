import Crypto
import Foundation

/// What is kept of a random token, so that a stolen database signs nobody in.
package enum TokenDigest {
  /// SHA-256, base64url without padding. Only for tokens too long to guess; passwords need a slow hash.
  package static func sha256(_ token: String) -> String {
    Data(SHA256.hash(data: Data(token.utf8))).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
