import Foundation
import SlipwayCore

/// What a typed key pair must look like.
enum SSHKeyRules {
  /// - Returns: the key as ssh wants it: line ends of its own kind, one at the end.
  /// - Throws: ``SlipwayError`` `badRequest` naming `privateKey`.
  static func privateKey(_ typed: String) throws -> Secret {
    let text = typed.replacing("\r\n", with: "\n").trimmingSpaces()
    let kinds = ["OPENSSH PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY"]
    guard text.utf8.count <= 32_768,
      kinds.contains(where: { text.hasPrefix("-----BEGIN \($0)-----") && text.hasSuffix("-----END \($0)-----") })
    else { throw SlipwayError.invalid("privateKey", "must be an OpenSSH or PEM private key without a passphrase") }
    guard !text.contains("ENCRYPTED") else {
      throw SlipwayError.invalid("privateKey", "has a passphrase; remove it with ssh-keygen -p")
    }
    return Secret(text + "\n")
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `publicKey`.
  static func publicKey(_ typed: String) throws -> String {
    let line = typed.trimmingSpaces()
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    let kinds = ["ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"]
    guard words.count >= 2, kinds.contains(String(words[0])), Data(base64Encoded: String(words[1])) != nil,
      line.utf8.count <= 16_384, !line.contains(where: \.isNewline)
    else { throw SlipwayError.invalid("publicKey", "must be one line such as 'ssh-ed25519 AAAA… comment'") }
    return line
  }
}
