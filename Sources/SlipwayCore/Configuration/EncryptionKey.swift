import Foundation

/// The text forms of the 32-byte key that seals secrets.
package enum EncryptionKey {
  /// - Returns: the 32 bytes of base64 or hexadecimal text; `nil` for anything else.
  package static func decode(_ text: String) -> [UInt8]? {
    let trimmed = text.trimmingSpaces()
    if trimmed.utf8.count == 64, let bytes = hexadecimal(trimmed) { return bytes }
    guard let data = Data(base64Encoded: trimmed), data.count == 32 else { return nil }
    return Array(data)
  }

  /// A new random key, as base64 text.
  package static func generate() -> String {
    var generator = SystemRandomNumberGenerator()
    return Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }).base64EncodedString()
  }

  private static func hexadecimal(_ text: String) -> [UInt8]? {
    let digits = Array(text)
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(digits[index...(index + 1)]), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
