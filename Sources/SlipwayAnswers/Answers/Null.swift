/// A field that is always there and may be `null`: of an answer, or of an input that must say so.
@propertyWrapper
package struct Null<Value: Codable & Sendable>: Codable, Sendable {
  package var wrappedValue: Value?

  package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}

extension Null: Equatable where Value: Equatable {}
extension Null: Hashable where Value: Hashable {}

extension Null: SchemaWrapper {
  package static func schema(in registry: SchemaRegistry) throws -> Schema {
    .nullable(try registry.schema(of: Value.self))
  }
}
