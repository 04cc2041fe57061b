import Crypto
package import Foundation

/// What is kept of a random token, so that a stolen database signs nobody in.
package enum TokenDigest {
  /// SHA-256, base64url without padding. Only for tokens too long to guess; passwords need a slow hash.
  package static func of(_ token: String) -> String {
    Data(SHA256.hash(data: Data(token.utf8))).base64URL
  }
}

extension Data {
  /// Base64 with `-` and `_`, without padding.
  package var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
