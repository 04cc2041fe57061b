extension Domain {
  /// Paths that a route may have: no backtick, quote or space can end the rule that they stand in.
  package static func isValidPath(_ path: String) -> Bool {
    path.first == "/" && path.utf8.count <= 512
      && path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/-._~%!$&'()*+,;=:@".contains($0)) }
      && !path.contains("`") && !path.split(separator: "/").contains("..")
  }

  /// Names of Traefik's entry points, resolvers and middlewares (`name@provider`).
  package static func isValidProxyName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 128
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.@".contains($0)) }
  }

  /// Whether a domain may ever name it: what Slipway makes for the dashboard, and what Traefik has inside, carry what no
  /// application may see.
  private static func isFree(_ name: String) -> Bool {
    let halves = name.lowercased().split(separator: "@", omittingEmptySubsequences: false)
    let isOfFiles = halves.count == 1 || (halves.count == 2 && halves[1] == "file")
    return isOfFiles && !halves[0].hasPrefix("slipway-") && halves[0] != "traefik" && !halves[0].isEmpty
  }

  /// Makes the host canonical and checks every field.
  /// - Throws: ``SlipwayError`` `badRequest` naming each refused field.
  package mutating func normalize() throws {
    host = try Hostname.normalize(host)
    var problems = ValidationProblems()
    problems.require(Self.isValidPath(path), "path", "must start with '/' and have no spaces, quotes or '..'")
    problems.require(
      Self.isValidPath(internalPath), "internalPath", "must start with '/' and have no spaces, quotes or '..'")
    problems.require((1...65535).contains(port), "port", "must be between 1 and 65535")
    problems.require(!stripPath || path != "/", "stripPath", "needs a path other than '/'")
    for (field, name) in [("customCertResolver", customCertResolver), ("customEntrypoint", customEntrypoint)] {
      problems.require(name.map(Self.isValidProxyName) ?? true, field, "may have letters, digits and '-_.@'")
      problems.require(name.map(Self.isFree) ?? true, field, "names something that is reserved")
    }
    problems.require(
      middlewares.allSatisfy(Self.isValidProxyName), "middlewares", "may have letters, digits and '-_.@'")
    problems.require(middlewares.allSatisfy(Self.isFree), "middlewares", "names something that is reserved")
    try problems.throwIfAny()
  }
}
