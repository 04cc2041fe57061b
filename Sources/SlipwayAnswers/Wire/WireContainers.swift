import SlipwayCore

/// The members of an object.
struct WireKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  package let decoder: WireDecoder
  package let members: [String: JSONValue]
  package var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { members.keys.sorted().compactMap(Key.init(stringValue:)) }

  package func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

  func decodeNil(forKey key: Key) throws -> Bool { members[key.stringValue] ?? .null == .null }

  package func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { member(key, "boolean")?.bool() ?? false }
  package func decode(_ type: String.Type, forKey key: Key) throws -> String { member(key, "string")?.string() ?? "" }
  package func decode(_ type: Double.Type, forKey key: Key) throws -> Double { member(key, "number")?.double() ?? 0 }
  package func decode(_ type: Int.Type, forKey key: Key) throws -> Int { member(key, "number")?.integer(type) ?? 0 }

  package func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    if let value = members[key.stringValue] { return try decoder.child(value, at: key).unwrap(type) }
    if let absent = (type as? any OptionalKind.Type)?.absent as? Value { return absent }
    decoder.problems.noteMissing(SchemaRegistry.word(for: type), at: codingPath + [key])
    return try SchemaSample.make(type)
  }

  package func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { optional(key)?.bool() }
  package func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { optional(key)?.double() }
  package func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { optional(key)?.integer(type) }

  package func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    let keepsEmptyText = type is String.Type || type is Secret.Type || type is JSONValue.Type
    return try optional(key, keepsEmptyText: keepsEmptyText)?.unwrap(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder(forKey: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try superDecoder(forKey: key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { decoder }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    decoder.child(members[key.stringValue] ?? .null, at: key)
  }

  private func member(_ key: Key, _ expected: String) -> WireDecoder? {
    if let value = members[key.stringValue] { return decoder.child(value, at: key) }
    decoder.problems.noteMissing(expected, at: codingPath + [key])
    return nil
  }

  /// An empty field of a form counts as absent, unless a text is wanted.
  private func optional(_ key: Key, keepsEmptyText: Bool = false) -> WireDecoder? {
    guard let value = members[key.stringValue], value != .null else { return nil }
    if decoder.isText, !keepsEmptyText, value == .string("") { return nil }
    return decoder.child(value, at: key)
  }
}

/// The items of a list.
struct WireUnkeyedContainer: UnkeyedDecodingContainer {
  package let decoder: WireDecoder
  package let items: [JSONValue]
  private(set) var currentIndex = 0

  init(decoder: WireDecoder, items: [JSONValue]) {
    self.decoder = decoder
    self.items = items
  }

  package var codingPath: [any CodingKey] { decoder.codingPath }
  package var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex >= items.count }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, items[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  package mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().unwrap(type) }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested>
  {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

  mutating func superDecoder() throws -> any Decoder { try next() }

  private mutating func next() throws -> WireDecoder {
    guard !isAtEnd else {
      throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "The list is too short"))
    }
    defer { currentIndex += 1 }
    return decoder.child(items[currentIndex], at: WireIndex(index: currentIndex))
  }
}

/// A single value.
struct WireSingleContainer: SingleValueDecodingContainer {
  package let decoder: WireDecoder
  package var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.value == .null || (decoder.isText && decoder.value == .string("")) }
  package func decode(_ type: Bool.Type) throws -> Bool { decoder.bool() }
  package func decode(_ type: String.Type) throws -> String { decoder.string() }
  package func decode(_ type: Double.Type) throws -> Double { decoder.double() }
  package func decode(_ type: Float.Type) throws -> Float { Float(decoder.double()) }
  package func decode(_ type: Int.Type) throws -> Int { decoder.integer(type) }
  package func decode(_ type: Int8.Type) throws -> Int8 { decoder.integer(type) }
  package func decode(_ type: Int16.Type) throws -> Int16 { decoder.integer(type) }
  package func decode(_ type: Int32.Type) throws -> Int32 { decoder.integer(type) }
  package func decode(_ type: Int64.Type) throws -> Int64 { decoder.integer(type) }
  package func decode(_ type: UInt.Type) throws -> UInt { decoder.integer(type) }
  package func decode(_ type: UInt8.Type) throws -> UInt8 { decoder.integer(type) }
  package func decode(_ type: UInt16.Type) throws -> UInt16 { decoder.integer(type) }
  package func decode(_ type: UInt32.Type) throws -> UInt32 { decoder.integer(type) }
  package func decode(_ type: UInt64.Type) throws -> UInt64 { decoder.integer(type) }
  package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.unwrap(type) }
}
