import Crypto
import Foundation
import SlipwayCore

/// The public half of a key pair as somebody typed it, and what is known of it.
struct TypedPublicKey: Sendable, Hashable {
  private static let kinds: Set = [
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]
  /// Kind and base64, without options and comment.
  let text: String
  /// As ssh-keygen prints it.
  let fingerprint: String
  /// Often who and where: `ada@laptop`.
  let comment: String

  /// - Throws: ``SlipwayError`` `badRequest` naming `publicKey`.
  init(_ typed: String) throws {
    let line = typed.trimmingSpaces()
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
    guard !line.contains("PRIVATE KEY") else {
      throw SlipwayError.invalid("publicKey", "must be the public half: the file that ends in .pub")
    }
    guard line.utf8.count <= 16_384, !line.contains(where: \.isNewline), words.count >= 2,
      Self.kinds.contains(words[0]), let blob = Data(base64Encoded: words[1]), Self.kind(of: blob) == words[0]
    else {
      throw SlipwayError.invalid("publicKey", "must be one line such as 'ssh-ed25519 AAAA… ada@laptop'")
    }
    text = words[0] + " " + blob.base64EncodedString()
    fingerprint = "SHA256:" + Data(SHA256.hash(data: blob)).base64EncodedString().filter { $0 != "=" }
    comment = words.count > 2 ? words[2] : ""
  }

  /// What the key says of itself: its length in four bytes, then its name.
  private static func kind(of blob: Data) -> String? {
    guard blob.count > 4 else { return nil }
    let length = blob.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard length < 64, blob.count > 4 + length else { return nil }
    return String(decoding: blob.dropFirst(4).prefix(length), as: UTF8.self)
  }
}
