import Foundation

/// Known secrets in every spelling that tools print them in, and the mask that takes their place.
package struct Redaction: Sendable {
  /// Shorter ones would blank out half of a log and protect nothing.
  package static let minimumLength = 6
  private static let mask = Array(Secret.mask.utf8)
  /// Longest first, so that no part of a secret is masked before the whole.
  private var needles: [[UInt8]] = []
  private var known: Set<[UInt8]> = []

  package init(_ secrets: [Secret]) {
    for secret in secrets { add(secret) }
  }

  package mutating func add(_ secret: Secret) {
    let text = secret.reveal()
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    for line in lines.count > 1 ? lines + [text] : [text] {
      let trimmed = line.trimmingSpaces()
      guard trimmed.utf8.count >= Self.minimumLength else { continue }
      for spelling in Self.spellings(of: trimmed) where known.insert(Array(spelling.utf8)).inserted {
        needles.append(Array(spelling.utf8))
      }
    }
    needles.sort { $0.count > $1.count }
  }

  /// - Returns: `bytes` with every secret replaced by the mask.
  package func apply(to bytes: [UInt8]) -> [UInt8] {
    needles.reduce(bytes) { Self.replace($1, in: $0) }
  }

  package func apply(to text: String) -> String {
    needles.isEmpty ? text : String(decoding: apply(to: Array(text.utf8)), as: UTF8.self)
  }

  private static func spellings(of text: String) -> Set<String> {
    let base64 = Data(text.utf8).base64EncodedString()
    let unpadded = String(base64.prefix { $0 != "=" })
    var all: Set = [text, base64, unpadded, Data(text.utf8).base64URL]
    // Not everybody encodes as much as we do.
    let others = [CharacterSet.urlQueryAllowed, .urlPasswordAllowed].compactMap {
      text.addingPercentEncoding(withAllowedCharacters: $0)
    }
    for encoded in others + [text.percentEncoded] { all.formUnion([encoded, encoded.replacing("%20", with: "+")]) }
    all.insert(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))
    return all
  }

  private static func replace(_ needle: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    while let found = find(needle, in: bytes, from: start) {
      result.append(contentsOf: bytes[start..<found])
      result.append(contentsOf: mask)
      start = found + needle.count
    }
    guard start > 0 else { return bytes }
    result.append(contentsOf: bytes[start...])
    return result
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    let last = bytes.count - needle.count
    return bytes.withUnsafeBytes { haystack -> Int? in
      guard let base = haystack.baseAddress, let first = needle.first else { return nil }
      var at = start
      while at <= last, let hit = memchr(base + at, Int32(first), last - at + 1) {
        at = UnsafeRawPointer(hit) - base
        if memcmp(base + at, needle, needle.count) == 0 { return at }
        at += 1
      }
      return nil
    }
  }
}
