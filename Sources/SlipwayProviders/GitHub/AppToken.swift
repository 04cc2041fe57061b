import Crypto
import CryptoExtras
package import Foundation
package import SlipwayCore

/// What a GitHub app shows of itself: a JSON Web Token that its private key signed, good for nine minutes.
package enum AppToken {
  /// GitHub takes none that lasts longer than ten.
  private static let seconds = 540.0
  /// Its clock may be behind ours.
  private static let slack = 60.0

  /// - Parameters:
  ///   - issuer: the app's client id or number.
  ///   - key: in PEM, as GitHub gave it.
  /// - Throws: ``ProviderFailure`` `revoked` for a key that is none.
  package static func make(issuer: String, key: Secret, now: Date) throws -> Secret {
    let claims: JSONValue = [
      "iat": .integer(Int(now.timeIntervalSince1970 - slack)),
      "exp": .integer(Int(now.timeIntervalSince1970 + seconds)),
      "iss": .string(issuer),
    ]
    let head = Data(#"{"alg":"RS256","typ":"JWT"}"#.utf8).base64URL
    let signed = head + "." + Data(claims.text.utf8).base64URL
    do {
      let signer = try _RSA.Signing.PrivateKey(pemRepresentation: key.reveal())
      let signature = try signer.signature(for: SHA256.hash(data: Data(signed.utf8)), padding: .insecurePKCS1v1_5)
      return Secret(signed + "." + signature.rawRepresentation.base64URL)
    } catch {
      throw ProviderFailure(.revoked, "The GitHub app's private key cannot be read: connect GitHub again.")
    }
  }
}
