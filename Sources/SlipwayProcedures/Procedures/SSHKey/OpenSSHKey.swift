import Crypto
import Foundation
package import SlipwayCore

/// An Ed25519 key pair in OpenSSH's own format.
package struct OpenSSHKey: Sendable {
  /// `ssh-ed25519 AAAA… comment`, one line.
  package let publicKey: String
  /// `-----BEGIN OPENSSH PRIVATE KEY-----`, without a passphrase.
  package let privateKey: Secret

  /// A new pair from the system's random source.
  package static func generate(comment: String) -> OpenSSHKey {
    let key = Curve25519.Signing.PrivateKey()
    return OpenSSHKey(seed: key.rawRepresentation, publicKey: key.publicKey.rawRepresentation, comment: comment)
  }

  private init(seed: Data, publicKey point: Data, comment: String) {
    let kind = Data("ssh-ed25519".utf8)
    let blob = Self.text(kind) + Self.text(point)
    publicKey = "ssh-ed25519 \(blob.base64EncodedString()) \(comment)"
    // Twice the same number shows whoever decrypts it that the passphrase was right; there is none.
    let check = Self.number(UInt32.random(in: .min ... .max))
    var inner = check + check + Self.text(kind) + Self.text(point) + Self.text(seed + point)
    inner += Self.text(Data(comment.utf8))
    var padding: UInt8 = 1
    while inner.count % 8 != 0 {
      inner.append(padding)
      padding += 1
    }
    let none = Self.text(Data("none".utf8))
    let whole =
      Data("openssh-key-v1\0".utf8) + none + none + Self.text(Data()) + Self.number(1) + Self.text(blob)
      + Self.text(inner)
    privateKey = Secret(Self.armored(whole))
  }

  private static func armored(_ data: Data) -> String {
    var rest = data.base64EncodedString()[...]
    var lines = ["-----BEGIN OPENSSH PRIVATE KEY-----"]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(70)))
      rest = rest.dropFirst(70)
    }
    return (lines + ["-----END OPENSSH PRIVATE KEY-----"]).joined(separator: "\n") + "\n"
  }

  private static func number(_ value: UInt32) -> Data { withUnsafeBytes(of: value.bigEndian) { Data($0) } }
  private static func text(_ data: Data) -> Data { number(UInt32(data.count)) + data }
}
