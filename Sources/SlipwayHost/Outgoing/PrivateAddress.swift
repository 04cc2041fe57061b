import Glibc

/// Addresses that the outside cannot reach, and that nothing which a stranger typed may reach from here.
package enum PrivateAddress {
  /// - Parameter address: as the resolver writes it. What is no address counts as private.
  package static func contains(_ address: String) -> Bool {
    guard let bytes = bytes(of: address) else { return true }
    return bytes.count == 4 ? isPrivate4(bytes) : isPrivate6(bytes)
  }

  private static func bytes(of address: String) -> [UInt8]? {
    let plain = String(address.prefix { $0 != "%" })
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, plain, &bytes) == 1 { return bytes }
    }
    return nil
  }

  private static func isPrivate4(_ bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): true
    case (100, 64...127), (172, 16...31), (198, 18...19): true
    case (192, 0): bytes[2] == 0 || bytes[2] == 2
    case (198, 51): bytes[2] == 100
    case (203, 0): bytes[2] == 113
    default: false
    }
  }

  /// Of the sixth version only what is given out to the world is public, and not what hides one of the fourth in it.
  private static func isPrivate6(_ bytes: [UInt8]) -> Bool {
    let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    if isMapped { return isPrivate4(Array(bytes.suffix(4))) }
    // 64:ff9b::/96 is the fourth version behind a translator.
    if bytes.starts(with: [0, 0x64, 0xFF, 0x9B]) { return isPrivate4(Array(bytes.suffix(4))) }
    // 2002::/16 and 2001::/23 are tunnels, 2001:db8::/32 is for books.
    if bytes[0] == 0x20, bytes[1] == 0x02 { return true }
    if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] <= 1 || bytes[2] == 0x0D && bytes[3] == 0xB8 { return true }
    return bytes[0] & 0xE0 != 0x20
  }
}
