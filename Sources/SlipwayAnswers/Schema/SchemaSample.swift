import Foundation
import SlipwayCore

/// Stand-in values of any decodable type: empty, zero, the first case.
enum SchemaSample {
  /// - Throws: what the type's `init(from:)` throws when it refuses stand-ins.
  package static func make<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let ready = ready(type) as? Value { return ready }
    return try Value(from: SchemaRecorder(registry: nil))
  }

  private static func ready(_ type: any Any.Type) -> Any? {
    switch type {
    case is Date.Type: Date(timeIntervalSince1970: 0)
    case is Data.Type: Data()
    case is URL.Type: URL(string: "https://example.org")
    case is JSONValue.Type: JSONValue.null
    case let cases as any CaseIterable.Type: first(cases)
    case let optional as any OptionalKind.Type: optional.absent
    default: nil
    }
  }

  private static func first<Cases: CaseIterable>(_ type: Cases.Type) -> Any? { type.allCases.first }
}

/// Every optional type, whatever it wraps.
protocol OptionalKind {
  /// Its `nil`.
  static var absent: Any { get }
}

extension Optional: OptionalKind {
  package static var absent: Any { Self.none as Any }
}
