package import SlipwayCore

/// A JSON Schema, as far as our types need one.
package indirect enum Schema: Sendable, Hashable {
  case string(format: String? = nil, cases: [String]? = nil)
  case integer
  case number
  case boolean
  case any
  case array(Schema)
  case map(Schema)
  case nullable(Schema)
  /// One of them.
  case either([Schema])
  /// A component by its name.
  case reference(String)
  case object([SchemaField])

  package var json: JSONValue {
    switch self {
    case .string(let format, let cases):
      var members: [String: JSONValue] = ["type": .string("string")]
      members["format"] = format.map(JSONValue.string)
      members["enum"] = cases.map { .array($0.map(JSONValue.string)) }
      return .object(members)
    case .integer: return ["type": "integer"]
    case .number: return ["type": "number"]
    case .boolean: return ["type": "boolean"]
    case .any: return .object([:])
    case .array(let item): return .object(["type": "array", "items": item.json])
    case .map(let value): return .object(["type": "object", "additionalProperties": value.json])
    case .nullable(let value): return .object(["anyOf": .array([value.json, ["type": "null"]])])
    case .either(let schemas): return .object(["anyOf": .array(schemas.map(\.json))])
    case .reference(let name): return .object(["$ref": .string("#/components/schemas/\(name)")])
    case .object(let fields): return Self.object(fields)
    }
  }

  private static func object(_ fields: [SchemaField]) -> JSONValue {
    let properties = Dictionary(fields.map { ($0.name, $0.schema.json) }, uniquingKeysWith: { first, _ in first })
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    return .object(["type": "object", "properties": .object(properties), "required": .array(required)])
  }

  /// What a refusal calls the type.
  package var word: String {
    switch self {
    case .string: "string"
    case .integer, .number: "number"
    case .boolean: "boolean"
    case .any: "value"
    case .array: "array"
    case .map, .reference, .object, .either: "object"
    case .nullable(let schema): schema.word
    }
  }
}

/// One member of an object.
package struct SchemaField: Sendable, Hashable {
  package var name: String
  package var schema: Schema
  package var isRequired: Bool

  package init(_ name: String, _ schema: Schema, isRequired: Bool = true) {
    self.name = name
    self.schema = schema
    self.isRequired = isRequired
  }
}

/// A type that says its schema itself: a sum type, or one whose `init(from:)` cannot be observed.
package protocol SchemaProviding {
  static var schema: Schema { get }
}
