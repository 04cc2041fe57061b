import SlipwayCore
import SlipwayEngine

/// What a domain may name in the proxy: what Slipway puts there for everybody, and what the server's owner has added.
enum ProxyNames {
  /// - Throws: ``SlipwayError`` `badRequest` naming each refused field.
  static func check(_ domain: Domain, _ configuration: Configuration) throws {
    let added = Set(configuration.proxyNames.map(bare))
    var problems = ValidationProblems()
    func require(_ names: [String], _ field: String, among own: Set<String>) {
      let unknown = names.filter { !own.union(added).contains(bare($0)) }
      problems.require(
        unknown.isEmpty, field,
        "\(unknown.joined(separator: ", ")) is not for domains on this server; its owner lists names in "
          + "SLIPWAY_PROXY_NAMES")
    }
    require(domain.middlewares, "middlewares", among: [SharedMiddlewares.redirectToHTTPS])
    require(
      [domain.customEntrypoint].compactMap(\.self), "customEntrypoint", among: [EntryPoint.web, EntryPoint.websecure])
    require([domain.customCertResolver].compactMap(\.self), "customCertResolver", among: [EntryPoint.resolver])
    try problems.throwIfAny()
  }

  /// Without the provider: all of them are files.
  private static func bare(_ name: String) -> String { name.hasSuffix("@file") ? String(name.dropLast(5)) : name }
}
