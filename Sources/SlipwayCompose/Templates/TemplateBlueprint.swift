import SlipwayCore

/// A template as its author wrote it in `template.toml`: nothing is generated yet.
struct TemplateBlueprint: Sendable, Hashable {
  static let field = "template.toml"

  /// A name with its value.
  struct Variable: Sendable, Hashable {
    var name: String
    var value: String
  }

  /// A service that the outside shall reach.
  struct Domain: Sendable, Hashable {
    var serviceName: String
    var port: Int
    /// `nil` asks for a generated one.
    var host: String?
    var path: String?
  }

  /// A file that the template's services see.
  struct Mount: Sendable, Hashable {
    var filePath: String
    var content: String
  }

  var variables: [Variable] = []
  var env: [Variable] = []
  var domains: [Domain] = []
  var mounts: [Mount] = []
  var isIsolated = false

  /// - Parameter field: named in errors.
  /// - Throws: ``SlipwayError`` `badRequest` naming the line or the key.
  init(parsing text: String, field: String = Self.field) throws {
    let decoding = TemplateDecoding(field: field)
    let root = try TOMLParser.parse(text, field: field)
    let config = try decoding.table(root["config"], "config") ?? TOMLTable()
    variables = try decoding.variables(root["variables"], "variables")
    // Some published files have them at the root.
    env = try decoding.variables(config["env"] ?? root["env"], "config.env")
    domains = try decoding.domains(config["domains"] ?? root["domains"])
    mounts = try decoding.mounts(config["mounts"] ?? root["mounts"])
    isIsolated = try decoding.truth(config["isolated"], "config.isolated") ?? false
  }
}
