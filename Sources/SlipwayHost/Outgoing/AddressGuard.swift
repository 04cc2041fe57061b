package import SlipwayCore

/// Keeps what people type as an address from leading back into this machine or to a cloud's own services.
package struct AddressGuard: Sendable {
  /// `nil` where the server's owner allows them all.
  private let rule: OutgoingRule?
  /// How the owner can allow it.
  private let flag: String

  /// Of destinations.
  package init(destinations configuration: Configuration) {
    rule = configuration.allowsLocalDestinations ? nil : OutgoingRule(configuration)
    flag = "--local-destinations"
  }

  /// Of what builds fetch.
  package init(code configuration: Configuration) {
    rule = configuration.allowsLocalGit ? nil : OutgoingRule(configuration)
    flag = "--local-git"
  }

  /// Of registries.
  package init(registries configuration: Configuration) {
    rule = configuration.allowsLocalRegistries ? nil : OutgoingRule(configuration)
    flag = "--local-registries"
  }

  /// Looks at every address that a destination leads to: when it is saved as when it is used.
  /// - Parameter mustExist: whether a name that nobody knows is refused; one that is saved may come to be known.
  /// - Returns: where the first of them was found; `nil` where nobody looked.
  /// - Throws: ``SlipwayError`` `badRequest` naming `endpoint`.
  @discardableResult
  package func check(_ destination: Destination, mustExist: Bool) async throws -> String? {
    var first: String?
    for address in destination.addresses {
      let found = try await check(address, field: "endpoint", mustExist: mustExist)
      first = first ?? found
    }
    return first
  }

  /// - Parameter address: a host, or a web address.
  /// - Returns: where it was found; `nil` where nobody looked, or the name may come to exist.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when it leads to this machine, to link-local or to no place.
  @discardableResult
  package func check(_ address: String, field: String, mustExist: Bool = true) async throws -> String? {
    guard !address.isEmpty else { return nil }
    let host = Self.host(of: address)
    // A program that dials no host dials its own machine.
    guard !host.isEmpty else { throw SlipwayError.invalid(field, "must name a host") }
    guard let rule else { return nil }
    let found = try await NameLookup.addresses(of: host)
    guard !found.isEmpty || !mustExist else {
      throw SlipwayError.invalid(field, "the name \(host) cannot be found; check its spelling and the server's DNS")
    }
    if let own = found.first(where: { rule.refuses($0, port: Self.port(of: address)) }) {
      throw SlipwayError.invalid(
        field,
        "leads to \(own), which is this machine itself; name an address of another machine, or a domain that this "
          + "one's proxy serves. Who runs this installation can allow more, by \(flag) allow")
    }
    return found.first
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when the registry of an image is this machine.
  package func check(_ image: ImageReference, field: String) async throws {
    try await check(registry: image.registry, field: field)
  }

  /// - Parameter registry: a host with or without a port; empty for Docker Hub.
  package func check(registry: String, field: String) async throws {
    guard !registry.isEmpty, registry != "docker.io" else { return }
    // What cannot be found is the engine's to say.
    try await check("https://\(registry)", field: field, mustExist: false)
  }

  package static func host(of address: String) -> String {
    let rest = place(of: address)
    if rest.hasPrefix("[") { return String(rest.dropFirst().prefix { $0 != "]" }) }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    return String(parts.count == 2 ? parts[0] : rest)
  }

  /// The one that is typed, or the scheme's; `nil` where neither says.
  static func port(of address: String) -> Int? {
    let rest = place(of: address)
    let behind = rest.hasPrefix("[") ? rest.drop { $0 != "]" }.dropFirst() : rest.drop { $0 != ":" }
    if behind.hasPrefix(":"), behind.dropFirst().allSatisfy(\.isNumber) { return Int(behind.dropFirst()) }
    return address.hasPrefix("http://") ? 80 : address.hasPrefix("https://") ? 443 : nil
  }

  private static func place(of address: String) -> Substring {
    var rest = Substring(address)
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    let place = rest.prefix { !"/?#".contains($0) }
    // Behind a user name and a password.
    return place.lastIndex(of: "@").map { place[place.index(after: $0)...] } ?? place
  }
}

extension OutgoingRule {
  /// Everybody is let in where the proxy listens.
  package init(_ configuration: Configuration) {
    self.init(openPorts: [configuration.httpPort, configuration.httpsPort])
  }
}
