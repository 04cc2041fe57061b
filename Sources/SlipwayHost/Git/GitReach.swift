package import SlipwayCore

/// Looks at where git would connect to, before it does.
package struct GitReach: Sendable {
  /// Says whether a host's address must not be asked for a repository; `nil` where the server's owner allows them all.
  let refuses: (@Sendable (String, GitAddress) -> Bool)?
  /// Where a name leads.
  let lookUp: @Sendable (String) async throws -> [String]

  package init(
    refuses: (@Sendable (String, GitAddress) -> Bool)?,
    lookUp: @escaping @Sendable (String) async throws -> [String] = { try await NameLookup.addresses(of: $0) }
  ) {
    self.refuses = refuses
    self.lookUp = lookUp
  }

  /// - Parameters:
  ///   - what: the setting that the address stands in.
  ///   - previous: the repository whose server leads there.
  /// - Throws: ``SlipwayError`` `badRequest` for this machine, and for its networks when the world leads into them;
  ///   `unreachable` for a name that does not exist.
  package func place(of address: GitAddress, what: String, after previous: GitPlace? = nil) async throws -> GitPlace {
    guard let refuses else { return GitPlace(address: address, reach: []) }
    let found = try await lookUp(address.nameOrAddress)
    let lead = previous.map { "\($0.address.url) leads elsewhere: " } ?? ""
    guard !found.isEmpty else {
      throw SlipwayError(
        .unreachable, "\(what): \(lead)the name \(address.host) cannot be found; check its spelling.")
    }
    guard !found.contains(where: { refuses($0, address) }) else {
      throw SlipwayError.invalid(
        what, "\(lead)\(address.host) is this server itself; its owner can allow that with SLIPWAY_LOCAL_GIT=allow")
    }
    let place = GitPlace(address: address, reach: found)
    guard let previous, place.isInside, !previous.isInside else { return place }
    throw SlipwayError.invalid(
      what, "\(lead)\(address.host) is within this server's networks; if that is meant, write its own address")
  }
}

extension GitReach {
  package init(_ configuration: Configuration) {
    guard !configuration.allowsLocalGit else {
      self.init(refuses: nil)
      return
    }
    let rule = LocalGitRule(own: IPAddress.own(), proxyPorts: [configuration.httpPort, configuration.httpsPort])
    self.init(refuses: { rule.refuses($0, for: $1) })
  }
}
