import Crypto
import Foundation
import SlipwayCore

/// An HMAC with SHA-256 over a request's body, as hexadecimal digits.
enum BodySignature {
  /// - Parameter digits: as they were sent; compared in constant time.
  static func isValid(_ digits: String, of body: Data, with secret: Secret) -> Bool {
    guard !secret.isEmpty, digits.utf8.count == 64, let bytes = bytes(digits) else { return false }
    let key = SymmetricKey(data: Data(secret.reveal().utf8))
    return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: body, using: key)
  }

  private static func bytes(_ digits: String) -> [UInt8]? {
    let values = digits.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: values.count, by: 2) {
      guard let high = values[index], let low = values[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
