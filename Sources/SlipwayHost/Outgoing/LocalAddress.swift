import Glibc

/// Tells addresses that lead to this machine itself, or to whoever is on its cable, from those of the network.
package enum LocalAddress {
  /// - Parameter host: a name or an address, an IPv6 one with or without brackets.
  /// - Returns: whether any of its addresses is loopback, link-local or none at all; `false` for a name without addresses.
  package static func isBehind(_ host: String) async throws -> Bool {
    let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    return try await BlockingPool.run(lasting: .long) { addresses(of: name).contains(where: isLocal) }
  }

  /// By the system's resolver, as git finds them; of each its bytes.
  private static func addresses(of name: String) -> [[UInt8]] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &found) == 0 else { return [] }
    defer { freeaddrinfo(found) }
    var addresses: [[UInt8]] = []
    var next = found
    while let info = next?.pointee {
      if let bytes = bytes(of: info) { addresses.append(bytes) }
      next = info.ai_next
    }
    return addresses
  }

  private static func bytes(of info: addrinfo) -> [UInt8]? {
    guard let raw = UnsafeRawPointer(info.ai_addr) else { return nil }
    switch info.ai_family {
    case AF_INET:
      return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
    case AF_INET6:
      return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
    default: return nil
    }
  }

  static func isLocal(_ bytes: [UInt8]) -> Bool {
    if bytes.count == 4 { return bytes[0] == 127 || bytes[0] == 0 || (bytes[0] == 169 && bytes[1] == 254) }
    let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    if isMapped { return isLocal(Array(bytes.suffix(4))) }
    let isLoopbackOrNone = bytes.prefix(15).allSatisfy { $0 == 0 } && bytes[15] <= 1
    return isLoopbackOrNone || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
  }
}
