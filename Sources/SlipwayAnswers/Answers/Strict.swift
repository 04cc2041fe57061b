import SlipwayCore

/// A value whose object may have no other members than its type has: a misspelt setting is refused, not forgotten.
package struct Strict<Value: Codable & Sendable>: Codable, Sendable {
  package var value: Value

  package init(_ value: Value) { self.value = value }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    value = try container.decode(Value.self)
    if let stray = Self.stray(in: try container.decode(JSONValue.self), of: value) {
      throw SlipwayError.invalid(stray, "'\(stray)' is no known setting here")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }

  /// The path of a member that the type does not have.
  private static func stray(in given: JSONValue, of value: Any) -> String? {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional { return mirror.children.first.flatMap { stray(in: given, of: $0.value) } }
    if let items = given.arrayValue {
      return zip(items, mirror.children).lazy.compactMap { stray(in: $0, of: $1.value) }.first
    }
    guard mirror.displayStyle == .struct, case .object(let members) = given else { return nil }
    let known = Dictionary(
      mirror.children.map { ($0.label ?? "", $0.value) }, uniquingKeysWith: { first, _ in first })
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      guard let child = known[name] else { return name }
      if let deeper = stray(in: member, of: child) { return "\(name).\(deeper)" }
    }
    return nil
  }
}
