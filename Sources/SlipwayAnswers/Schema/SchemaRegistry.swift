import Foundation
import SlipwayCore

/// Finds the schemas of types by running their `init(from:)` against a decoder that records.
package final class SchemaRegistry {
  /// Objects by their names, in the order they were met.
  package private(set) var components: [(name: String, schema: Schema)] = []
  private var inProgress: Set<String> = []

  package init() {}

  /// The schema of a type; objects become components and are referred to.
  /// - Throws: what the type's `init(from:)` throws when it cannot be observed; conform it to ``SchemaProviding``.
  package func schema(of type: any Decodable.Type) throws -> Schema {
    if let known = Self.scalar(type) { return known }
    if let wrapper = type as? any SchemaWrapper.Type { return try wrapper.schema(in: self) }
    let name = Self.name(of: type)
    if inProgress.contains(name) || components.contains(where: { $0.name == name }) { return .reference(name) }
    inProgress.insert(name)
    defer { inProgress.remove(name) }
    let schema = try record(type)
    guard case .object = schema else { return schema }
    components.append((name, schema))
    return .reference(name)
  }

  /// The schema of an object in place, for parameters and bodies.
  package func inline(_ type: any Decodable.Type) throws -> Schema {
    let schema = try schema(of: type)
    guard case .reference(let name) = schema, let found = components.first(where: { $0.name == name }) else {
      return schema
    }
    return found.schema
  }

  /// What a refusal calls the type.
  package static func word(for type: any Decodable.Type) -> String {
    (try? SchemaRegistry().schema(of: type).word) ?? "value"
  }

  private func record(_ type: any Decodable.Type) throws -> Schema {
    let recorder = SchemaRecorder(registry: self)
    _ = try type.init(from: recorder)
    return recorder.result
  }

  private static func scalar(_ type: any Decodable.Type) -> Schema? {
    switch type {
    case is String.Type: .string()
    case is Bool.Type: .boolean
    case is any FixedWidthInteger.Type: .integer
    case is Double.Type, is Float.Type: .number
    case is Date.Type: .string(format: "date-time")
    case is Data.Type: .string(format: "byte")
    case is URL.Type: .string(format: "uri")
    case is JSONValue.Type: .any
    case let provider as any SchemaProviding.Type: provider.schema
    default: SchemaCases.texts(of: type).map { .string(cases: $0) }
    }
  }

  /// `SlipwayProcedures.ApplicationCreate.Input` is `ApplicationCreateInput`.
  private static func name(of type: any Decodable.Type) -> String {
    let parts = String(reflecting: type).split(separator: ".").dropFirst().filter { !$0.hasPrefix("(") }
    return parts.joined().filter { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}

/// The raw values of an enumeration of texts.
enum SchemaCases {
  /// - Returns: `nil` for every other type.
  package static func texts(of type: any Any.Type) -> [String]? {
    (type as? any (CaseIterable & RawRepresentable).Type).flatMap { open($0) }
  }

  private static func open<Cases: CaseIterable & RawRepresentable>(_ type: Cases.Type) -> [String]? {
    let texts = type.allCases.compactMap { $0.rawValue as? String }
    return texts.isEmpty ? nil : texts
  }
}

/// A type whose schema is made of the schema of what it holds.
protocol SchemaWrapper {
  static func schema(in registry: SchemaRegistry) throws -> Schema
}

extension Optional: SchemaWrapper where Wrapped: Decodable {
  package static func schema(in registry: SchemaRegistry) throws -> Schema {
    .nullable(try registry.schema(of: Wrapped.self))
  }
}

extension Array: SchemaWrapper where Element: Decodable {
  package static func schema(in registry: SchemaRegistry) throws -> Schema {
    .array(try registry.schema(of: Element.self))
  }
}

extension Dictionary: SchemaWrapper where Key == String, Value: Decodable {
  package static func schema(in registry: SchemaRegistry) throws -> Schema {
    .map(try registry.schema(of: Value.self))
  }
}
