package import SlipwayAnswers
package import SlipwayCompose
import SlipwayCore
import SlipwayEngine

/// Answers one template: what it starts, what it needs, and what its file asks of the server.
package enum ComposeTemplate: Procedure {
  package struct Input: Codable, Sendable {
    package var id: String
    package var baseUrl: String?

    package init(id: String, baseUrl: String? = nil) {
      self.id = id
      self.baseUrl = baseUrl
    }
  }

  /// What the catalogue says of it, and what it would become.
  package struct Output: Codable, Sendable {
    package var entry: TemplateEntry
    @Null package var icon: String?
    package var compose: String
    /// Service and port of each domain, such as `web:80`.
    package var domains: [String]
    package var services: [String]
    /// The files that it brings, below `../files`.
    package var files: [String]
    /// The names of its variables.
    package var variables: [String]
    /// What only an owner may allow.
    package var dangers: [String]
    /// Why it cannot be deployed; `null` when it can.
    @Null package var problem: String?

    package init(entry: TemplateEntry, icon: String?, compose: String) {
      self.entry = entry
      self.icon = icon
      self.compose = compose
      (domains, services, files, variables, dangers) = ([], [], [], [], [])
      problem = nil
    }
  }

  package static let name = "compose.template"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a template: its services, domains, files, and what it asks of the server"

  package static func access(_ input: Input) -> Access { .organization(.member) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    try call.requireCatalog(input.baseUrl)
    let listed = try await call.engine.templates.find(input.id, address: input.baseUrl)
    let files = try await listed.catalog.files(of: listed.entry)
    var output = Output(entry: listed.entry, icon: files.icon, compose: files.compose)
    do {
      try fill(&output, files, call)
    } catch let error as SlipwayError where error.code == .badRequest {
      output.problem = error.message
    }
    return output
  }

  private static func fill(_ output: inout Output, _ files: TemplateCatalog.Files, _ call: Call) throws {
    output.services = try ComposeTransform.services(source: files.compose).map(\.name)
    let rendered = try RenderedTemplate(
      compose: files.compose, config: files.config,
      TemplateImport.surroundings("preview", at: ServerAddress.outward(), call))
    output.domains = rendered.domains.map { "\($0.serviceName):\($0.port)" }
    output.files = rendered.mounts.map(\.filePath)
    let environment = EnvironmentVariables(parsing: rendered.env.joined(separator: "\n")).variables
    output.variables = environment.map(\.name)
    output.dangers = try ComposeDangers.all(
      in: files.compose,
      environment: Dictionary(environment.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }),
      openNetworks: [Surroundings.network(instance: call.engine.configuration.instance)]
    ).map(\.sentence)
  }
}
