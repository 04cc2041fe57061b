import Crypto
import Foundation

/// What is stored of a random token: nobody who reads the rows can sign in with them.
package enum TokenDigest {
  /// SHA-256, base64url without padding.
  package static func of(_ token: String) -> String {
    Data(SHA256.hash(data: Data(token.utf8))).base64URL
  }
}

/// Compares texts that an attacker may guess at.
package enum ConstantTime {
  /// Takes the same time wherever the first difference is.
  package static func isEqual(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension Data {
  /// Base64 with `-` and `_`, without padding.
  var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
