import Glibc

/// A range of addresses as networks have it: `172.20.0.0/16`, `fd00::/64`.
package struct AddressRange: Sendable, Hashable {
  /// Four or sixteen of them; behind the prefix they are zero.
  package let bytes: [UInt8]
  package let prefix: Int

  /// - Returns: `nil` for what is no range, or has no prefix.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let prefix = Int(parts[1]), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      guard inet_pton(family, String(parts[0]), &bytes) == 1 else { continue }
      self.init(bytes: bytes, prefix: prefix)
      return
    }
    return nil
  }

  package init?(bytes: [UInt8], prefix: Int) {
    guard [4, 16].contains(bytes.count), (0...bytes.count * 8).contains(prefix) else { return nil }
    self.prefix = prefix
    self.bytes = bytes.enumerated().map { index, byte in
      let bits = min(8, max(0, prefix - index * 8))
      return byte & UInt8(truncatingIfNeeded: 0xFF << (8 - bits))
    }
  }

  /// Every address of the other is one of this.
  package func contains(_ other: AddressRange) -> Bool {
    bytes.count == other.bytes.count && prefix <= other.prefix
      && AddressRange(bytes: other.bytes, prefix: prefix)?.bytes == bytes
  }

  package func overlaps(_ other: AddressRange) -> Bool { contains(other) || other.contains(self) }

  /// The range that is free for everybody's own networks and holds all of this one.
  package var privateBlock: AddressRange? { Self.privateBlocks.first { $0.contains(self) } }

  /// All of it is free for everybody's own networks.
  package var isPrivate: Bool { privateBlock != nil }

  private static let privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8"].compactMap {
    AddressRange($0)
  }
}
