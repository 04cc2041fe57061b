package import SlipwayCore

/// Answers the description of this API.
package enum SettingsGetOpenAPIDocument: Procedure {
  package static let name = "settings.getOpenApiDocument"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the OpenAPI document of this API"

  package static func access(_ input: NoInput) -> Access { .signedIn }

  package static func run(_ input: NoInput, _ call: Call) async throws -> JSONValue {
    try OpenAPIDocument(procedures: Procedures.all, server: call.request.baseURL + "/api").json()
  }
}
