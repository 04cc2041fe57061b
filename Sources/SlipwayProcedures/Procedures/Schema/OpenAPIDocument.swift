import SlipwayAnswers
package import SlipwayCore

/// The OpenAPI 3.1 document of a list of procedures, with typed inputs and answers.
package struct OpenAPIDocument {
  private let procedures: [any Procedure.Type]
  private let server: String
  private let registry = SchemaRegistry()

  /// - Parameter server: what the paths stand below, e.g. `https://panel.example.org/api`.
  package init(procedures: [any Procedure.Type], server: String = "/api") {
    self.procedures = procedures
    self.server = server
  }

  /// - Throws: ``SlipwayError`` `internal` naming the procedure whose types cannot be described.
  package func json() throws -> JSONValue {
    var paths: [String: JSONValue] = [:]
    for procedure in procedures { paths["/\(procedure.name)"] = try path(procedure) }
    let tags = Set(procedures.map(Self.router)).sorted().map { JSONValue.object(["name": .string($0)]) }
    return .object([
      "openapi": "3.1.0", "info": ["title": "Slipway API", "version": "1.0.0"],
      "servers": .array([["url": .string(server)]]), "security": .array([["apiKey": .array([])]]),
      "tags": .array(tags), "paths": .object(paths), "components": components(),
    ])
  }

  private static func router(_ procedure: any Procedure.Type) -> String {
    String(procedure.name.prefix { $0 != "." })
  }

  private func path(_ procedure: any Procedure.Type) throws -> JSONValue {
    do {
      return try open(procedure)
    } catch {
      throw SlipwayError(.internal, "\(procedure.name) cannot be described: \(error)", cause: error)
    }
  }

  private func open<P: Procedure>(_ procedure: P.Type) throws -> JSONValue {
    var operation: [String: JSONValue] = [
      "operationId": .string(P.name.replacing(".", with: "-")), "summary": .string(P.summary),
      "tags": .array([.string(Self.router(P.self))]), "security": .array([["apiKey": .array([])]]),
      "responses": try responses(P.self),
    ]
    let input = try registry.inline(P.Input.self)
    switch P.kind {
    case .query:
      operation["parameters"] = .array(Self.parameters(input))
      return .object(["get": .object(operation)])
    case .mutation:
      operation["requestBody"] = Self.body(input, P.upload)
      return .object(["post": .object(operation)])
    }
  }

  private static func parameters(_ input: Schema) -> [JSONValue] {
    guard case .object(let fields) = input else { return [] }
    return fields.map { field in
      var schema = field.schema
      // A query cannot say null: leaving the parameter out does.
      if case .nullable(let wrapped) = schema { schema = wrapped }
      return .object([
        "in": "query", "name": .string(field.name), "required": .bool(field.isRequired), "schema": schema.json,
      ])
    }
  }

  private static func body(_ input: Schema, _ upload: UploadField?) -> JSONValue {
    guard let upload, case .object(let fields) = input else {
      return ["required": .bool(true), "content": ["application/json": ["schema": input.json]]]
    }
    let form = Schema.object(fields + [SchemaField(upload.name, .string(format: "binary"))])
    return ["required": .bool(true), "content": ["multipart/form-data": ["schema": form.json]]]
  }

  private func responses<P: Procedure>(_ procedure: P.Type) throws -> JSONValue {
    let isEmpty = P.Output.self == NoOutput.self
    let schema = isEmpty ? Schema.any : try registry.schema(of: P.Output.self)
    var responses: [String: JSONValue] = [
      "200": ["description": "Done", "content": ["application/json": ["schema": schema.json]]]
    ]
    for (status, code) in [(400, "BAD_REQUEST"), (401, "UNAUTHORIZED"), (403, "FORBIDDEN"), (404, "NOT_FOUND")] {
      let reference = Schema.reference("error.\(code)").json
      responses[String(status)] = [
        "description": .string(code), "content": ["application/json": ["schema": reference]],
      ]
    }
    return .object(responses)
  }

  private func components() -> JSONValue {
    var schemas = Dictionary(
      registry.components.map { ($0.name, $0.schema.json) }, uniquingKeysWith: { first, _ in first })
    for code in ["BAD_REQUEST", "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND"] { schemas["error.\(code)"] = Self.failure }
    return .object([
      "schemas": .object(schemas),
      "securitySchemes": ["apiKey": ["type": "apiKey", "in": "header", "name": "x-api-key"]],
    ])
  }

  private static let failure = Schema.object([
    SchemaField("message", .string()), SchemaField("code", .string()),
    SchemaField(
      "issues",
      .array(
        .object([
          SchemaField("message", .string()), SchemaField("code", .string()), SchemaField("path", .array(.string())),
        ])), isRequired: false),
  ]).json
}
