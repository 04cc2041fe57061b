import SlipwayCore

/// Writes several values as the fields of one object, with `null` for what is empty.
struct FlatEncoding {
  package let encoder: any Encoder

  package func encode(_ value: some Encodable) throws {
    try value.encode(to: encoder)
    var container = encoder.container(keyedBy: FlatKey.self)
    for case let (name?, field) in Mirror(reflecting: value).children where Self.isEmptyOptional(field) {
      try container.encodeNil(forKey: FlatKey(name))
    }
  }

  package func encode(_ fields: [String: JSONValue]) throws {
    var container = encoder.container(keyedBy: FlatKey.self)
    for (name, value) in fields { try container.encode(value, forKey: FlatKey(name)) }
  }

  private static func isEmptyOptional(_ field: Any) -> Bool {
    let mirror = Mirror(reflecting: field)
    return mirror.displayStyle == .optional && mirror.children.isEmpty
  }
}
