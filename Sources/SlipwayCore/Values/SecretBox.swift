import Crypto
import Foundation

/// Seals secrets for storage: AES-256-GCM, a fresh nonce each time, bound to the row it belongs to.
package struct SecretBox: Sendable {
  private let key: SymmetricKey
  private static let prefix = "s1:"

  /// - Parameter key: 32 bytes.
  /// - Throws: ``SlipwayError`` `badRequest` when the key has another length.
  package init(key: [UInt8]) throws {
    guard key.count == 32 else {
      throw SlipwayError(.badRequest, "The encryption key has \(key.count) bytes; it must have 32.")
    }
    self.key = SymmetricKey(data: key)
  }

  /// - Parameter context: what the secret belongs to, e.g. `application:<id>`; the same is needed to open it.
  package func seal(_ text: String, context: String) throws -> String {
    let box = try AES.GCM.seal(Data(text.utf8), using: key, authenticating: Data(context.utf8))
    guard let combined = box.combined else { throw SlipwayError(.internal, "A secret could not be sealed.") }
    return Self.prefix + combined.base64EncodedString()
  }

  /// - Throws: ``SlipwayError`` `internal` when the key or the context is another one, or the text was altered.
  ///   There is no fallback: a secret that cannot be opened is never read as an empty one.
  package func open(_ sealed: String, context: String) throws -> String {
    guard sealed.hasPrefix(Self.prefix), let data = Data(base64Encoded: String(sealed.dropFirst(Self.prefix.count)))
    else { throw SlipwayError(.internal, "A stored secret of \(context) has an unknown format.") }
    do {
      let plain = try AES.GCM.open(AES.GCM.SealedBox(combined: data), using: key, authenticating: Data(context.utf8))
      return String(decoding: plain, as: UTF8.self)
    } catch {
      throw SlipwayError(
        .internal, "A stored secret of \(context) cannot be opened with the present encryption key.", cause: error)
    }
  }

  /// A token that only who has the key can make: the same for the same purpose, telling nothing of the key.
  /// - Returns: 64 hexadecimal digits.
  package func token(for purpose: String) -> String {
    let derived = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(purpose.utf8), outputByteCount: 32)
    return derived.withUnsafeBytes { $0.hexadecimal }
  }

  /// Seals a value with its secrets revealed inside.
  package func seal(value: some Encodable, context: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    if let key = CodingUserInfoKey.revealsSecrets { encoder.userInfo[key] = true }
    return try seal(String(decoding: encoder.encode(value), as: UTF8.self), context: context)
  }

  /// Opens what ``seal(value:context:)`` sealed.
  package func open<Value: Decodable>(_ sealed: String, as type: Value.Type, context: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(open(sealed, context: context).utf8))
  }
}
