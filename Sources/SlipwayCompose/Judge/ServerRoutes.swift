/// What a server reaches, as its kernel and its resolver's settings say: pure.
package struct ServerRoutes: Sendable, Hashable {
  /// Where this server sends what goes to a range.
  package struct Route: Sendable, Hashable {
    package var range: AddressRange
    package var gateway: AddressRange?
  }

  package var all: [Route]

  /// - Parameters:
  ///   - four: `/proc/net/route`
  ///   - six: `/proc/net/ipv6_route`
  ///   - resolvers: `/etc/resolv.conf`
  package init(four: String, six: String, resolvers: String) {
    all = Self.routes(four) + Self.routes6(six) + Self.resolvers(resolvers)
  }

  /// Why a range cannot be had: pure.
  package func refusal(of range: AddressRange) -> String? {
    if all.contains(where: { $0.range.prefix > 0 && $0.range.overlaps(range) }) {
      return "which this server reaches something else in"
    }
    // Behind the gateway lies what the server needs: its resolver, databases beside it.
    let gateways = all.compactMap(\.gateway)
    guard let block = range.privateBlock, gateways.contains(where: block.contains) else { return nil }
    return "and addresses like these are the server's own network's"
  }

  /// The kernel's table: the fourth version's numbers are written backwards.
  private static func routes(_ text: String) -> [Route] {
    text.split(separator: "\n").dropFirst().compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count > 7, let place = number(words[1]), let gateway = number(words[2]),
        let mask = number(words[7]),
        let range = AddressRange(bytes: place, prefix: mask.reduce(0) { $0 + $1.nonzeroBitCount })
      else { return nil }
      let isDirect = gateway.allSatisfy { $0 == 0 }
      return Route(range: range, gateway: isDirect ? nil : AddressRange(bytes: gateway, prefix: 32))
    }
  }

  private static func routes6(_ text: String) -> [Route] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count > 4, let prefix = Int(words[1], radix: 16), let place = bytes(words[0]),
        let gateway = bytes(words[4]), let range = AddressRange(bytes: place, prefix: prefix)
      else { return nil }
      let isDirect = gateway.allSatisfy { $0 == 0 }
      return Route(range: range, gateway: isDirect ? nil : AddressRange(bytes: gateway, prefix: 128))
    }
  }

  private static func resolvers(_ text: String) -> [Route] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count == 2, words[0] == "nameserver" else { return nil }
      let range = AddressRange(words[1] + "/32") ?? AddressRange(words[1] + "/128")
      return range.map { Route(range: $0, gateway: nil) }
    }
  }

  private static func number(_ text: Substring) -> [UInt8]? { bytes(text).map { $0.reversed() } }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    guard text.count % 2 == 0, text.allSatisfy(\.isHexDigit) else { return nil }
    var bytes: [UInt8] = []
    var rest = text
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}
