import SlipwayCore

/// A template with every variable and helper filled in: what becomes of it when it is deployed.
package struct RenderedTemplate: Sendable, Hashable {
  /// A service that the outside shall reach.
  package struct Domain: Sendable, Hashable, Codable {
    package var serviceName: String
    package var host: String
    package var port: Int
    package var path: String?
  }

  /// A file that the template's services see below `../files`.
  package struct Mount: Sendable, Hashable, Codable {
    package var filePath: String
    package var content: String
  }

  package var compose: String
  /// `NAME=value` each.
  package var env: [String]
  package var domains: [Domain]
  package var mounts: [Mount]
  package var isIsolated: Bool

  /// - Parameters:
  ///   - compose: the compose file; it must be one.
  ///   - config: the template's TOML.
  /// - Throws: ``SlipwayError`` `badRequest` naming the file and the line or key.
  package init(compose: String, config: String, _ surroundings: TemplateSurroundings) throws {
    let file = try ComposeFile(parsing: compose)
    let blueprint = try TemplateBlueprint(parsing: config)
    let field = TemplateBlueprint.field
    let variables = try TemplateVariables(
      blueprint, functions: TemplateFunctions(surroundings: surroundings), field: field)
    self.compose = compose
    isIsolated = blueprint.isIsolated
    env = try blueprint.env.map { entry in
      let value = try variables.fill(entry.value, "config.env.\(entry.name)", unknown: .keptForCompose)
      // As its author typed it, unless it would end before its end.
      guard value.contains("\n") else { return "\(entry.name)=\(value)" }
      return String(EnvironmentVariables([.init(name: entry.name, value: value)]).rendered().dropLast())
    }
    mounts = try blueprint.mounts.enumerated().map { index, mount in
      Mount(
        filePath: mount.filePath,
        content: try variables.fill(mount.content, "config.mounts[\(index)].content", unknown: .kept))
    }
    let services = Set(file.services.map(\.name))
    domains = try blueprint.domains.enumerated().map { index, domain in
      let path = "config.domains[\(index)]"
      guard services.contains(domain.serviceName) else {
        throw SlipwayError.invalid(field, "\(path).serviceName: the compose file has no '\(domain.serviceName)'")
      }
      let host = try domain.host.map { try variables.fill($0, "\(path).host", unknown: .refused) }
      return Domain(
        serviceName: domain.serviceName, host: try Self.host(host ?? (try surroundings.makeHost()), path, field),
        port: domain.port, path: domain.path)
    }
  }

  private static func host(_ text: String, _ path: String, _ field: String) throws -> String {
    do {
      return try Hostname.normalize(text)
    } catch {
      throw SlipwayError.invalid(field, "\(path).host: '\(text.prefix(80))' is no host name")
    }
  }
}
