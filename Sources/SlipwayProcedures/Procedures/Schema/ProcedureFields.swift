import SlipwayAnswers
package import SlipwayCore

/// The members of procedures' inputs.
package enum ProcedureFields {
  /// One member.
  package struct Field: Sendable {
    package let name: String
    package let isRequired: Bool
    /// A value of its type: its first case, an empty text, zero.
    package let sample: JSONValue
  }

  /// In the order of their declaration.
  /// - Throws: what the input's `init(from:)` throws when it cannot be observed.
  package static func names(of procedure: any Procedure.Type) throws -> [Field] { try open(procedure) }

  private static func open<P: Procedure>(_ procedure: P.Type) throws -> [Field] {
    guard case .object(let fields) = try SchemaRegistry().inline(P.Input.self) else { return [] }
    return fields.map { Field(name: $0.name, isRequired: $0.isRequired, sample: sample(of: $0.schema)) }
  }

  private static func sample(of schema: Schema) -> JSONValue {
    switch schema {
    case .string(_, let cases): .string(cases?.first ?? "sample")
    case .integer, .number: .integer(1)
    case .boolean: .bool(false)
    case .array: .array([])
    case .nullable, .any: .null
    case .map, .reference, .object, .either: .object([:])
    }
  }
}
