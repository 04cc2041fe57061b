package import SlipwayCore

/// A field of a partial update: left out, `null`, or a new value.
package enum Patch<Value: Codable & Sendable>: Sendable {
  /// The field was left out: what is stored stays.
  case keep
  /// The field was `null`: what is stored goes.
  case clear
  case set(Value)

  /// What is stored afterwards.
  package func applied(to stored: Value?) -> Value? {
    switch self {
    case .keep: stored
    case .clear: nil
    case .set(let value): value
    }
  }

  /// What is stored afterwards where `null` stands for a default.
  package func applied(to stored: Value, default fallback: Value) -> Value {
    switch self {
    case .keep: stored
    case .clear: fallback
    case .set(let value): value
    }
  }
}

extension Patch<String> {
  /// The password that is stored afterwards; the mask is what was shown of the present one.
  package func password(_ stored: Secret?) -> Secret? {
    if case .set(Secret.mask) = self { return stored }
    return applied(to: stored?.reveal()).map(Secret.init)
  }
}

extension Patch: Codable {
  /// Only reached for a field that is there: the containers below know of the others.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .clear : .set(try container.decode(Value.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if case .set(let value) = self { try container.encode(value) } else { try container.encodeNil() }
  }
}

extension KeyedDecodingContainer {
  /// What the compiler's own decoding calls for a ``Patch``.
  package func decode<Value>(_ type: Patch<Value>.Type, forKey key: Key) throws -> Patch<Value> {
    if let value = try decodeIfPresent(Value.self, forKey: key) { return .set(value) }
    return contains(key) ? .clear : .keep
  }
}

extension KeyedEncodingContainer {
  /// What the compiler's own encoding calls for a ``Patch``.
  package mutating func encode<Value>(_ patch: Patch<Value>, forKey key: Key) throws {
    switch patch {
    case .keep: break
    case .clear: try encodeNil(forKey: key)
    case .set(let value): try encode(value, forKey: key)
    }
  }
}
