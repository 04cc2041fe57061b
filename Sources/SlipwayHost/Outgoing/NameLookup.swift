import Glibc

/// Asks the system's resolver.
package enum NameLookup {
  /// - Returns: IPv4 addresses first; empty when the name does not exist.
  package static func addresses(of host: String) async throws -> [String] {
    try await BlockingPool.run(lasting: .long) { lookUp(host) }
  }

  /// The same for who is on a thread of its own: it blocks.
  static func lookUp(_ host: String) -> [String] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var result: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &result) == 0 else { return [] }
    defer { freeaddrinfo(result) }
    var found: [(family: Int32, address: String)] = []
    var next = result
    while let entry = next {
      if let text = text(of: entry.pointee), !found.contains(where: { $0.address == text }) {
        found.append((entry.pointee.ai_family, text))
      }
      next = entry.pointee.ai_next
    }
    return found.filter { $0.family == AF_INET }.map(\.address) + found.filter { $0.family != AF_INET }.map(\.address)
  }

  private static func text(of entry: addrinfo) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let status = getnameinfo(
      entry.ai_addr, entry.ai_addrlen, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
    guard status == 0 else { return nil }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
