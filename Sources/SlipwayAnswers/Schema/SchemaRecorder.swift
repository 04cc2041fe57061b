import SlipwayCore

/// A decoder that answers with stand-ins and, when it has a registry, records what was asked for.
final class SchemaRecorder: Decoder {
  package let registry: SchemaRegistry?
  private var fields: [SchemaField] = []
  private var single: Schema?
  package var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(registry: SchemaRegistry?) { self.registry = registry }

  package var result: Schema { single ?? .object(fields) }

  package func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(RecordedMembers(recorder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { RecordedItems(recorder: self) }
  package func singleValueContainer() throws -> any SingleValueDecodingContainer { RecordedValue(recorder: self) }

  func noteField(_ key: any CodingKey, _ type: any Decodable.Type, isRequired: Bool) throws {
    guard let registry, !fields.contains(where: { $0.name == key.stringValue }) else { return }
    fields.append(SchemaField(key.stringValue, try registry.schema(of: type), isRequired: isRequired))
  }

  func noteSingle(_ type: any Decodable.Type) throws {
    guard let registry, single == nil else { return }
    single = try registry.schema(of: type)
  }

  func noteItem(_ type: any Decodable.Type) throws {
    guard let registry, single == nil else { return }
    single = .array(try registry.schema(of: type))
  }
}

/// Notes the members that are asked for.
private struct RecordedMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let recorder: SchemaRecorder
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try recorder.noteField(key, type, isRequired: !(type is any OptionalKind.Type))
    return try SchemaSample.make(type)
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try recorder.noteField(key, Value?.self, isRequired: false)
    return nil
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try noted(key, type, false) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try noted(key, type, "") }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try noted(key, type, 0) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try noted(key, type, 0) }
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try notedOptional(key, type) }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try notedOptional(key, type) }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try notedOptional(key, type) }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try notedOptional(key, type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    KeyedDecodingContainer(RecordedMembers<Nested>(recorder: recorder))
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    RecordedItems(recorder: recorder)
  }

  func superDecoder() throws -> any Decoder { recorder }
  func superDecoder(forKey key: Key) throws -> any Decoder { recorder }

  private func noted<Value: Decodable>(_ key: Key, _ type: Value.Type, _ value: Value) throws -> Value {
    try recorder.noteField(key, type, isRequired: true)
    return value
  }

  private func notedOptional<Value: Decodable>(_ key: Key, _ type: Value.Type) throws -> Value? {
    try recorder.noteField(key, Value?.self, isRequired: false)
    return nil
  }
}

/// Notes the type of a list's items.
private struct RecordedItems: UnkeyedDecodingContainer {
  let recorder: SchemaRecorder
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { 1 }
  var isAtEnd: Bool { currentIndex > 0 || recorder.registry == nil }

  init(recorder: SchemaRecorder) { self.recorder = recorder }

  mutating func decodeNil() throws -> Bool { false }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    currentIndex += 1
    try recorder.noteItem(type)
    return try SchemaSample.make(type)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested>
  {
    KeyedDecodingContainer(RecordedMembers<Nested>(recorder: recorder))
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { self }
  mutating func superDecoder() throws -> any Decoder { recorder }
}

/// Notes the type of a single value.
private struct RecordedValue: SingleValueDecodingContainer {
  let recorder: SchemaRecorder
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }
  func decode(_ type: Bool.Type) throws -> Bool { try noted(type, false) }
  func decode(_ type: String.Type) throws -> String { try noted(type, "") }
  func decode(_ type: Double.Type) throws -> Double { try noted(type, 0) }
  func decode(_ type: Float.Type) throws -> Float { try noted(type, 0) }
  func decode(_ type: Int.Type) throws -> Int { try noted(type, 0) }
  func decode(_ type: Int8.Type) throws -> Int8 { try noted(type, 0) }
  func decode(_ type: Int16.Type) throws -> Int16 { try noted(type, 0) }
  func decode(_ type: Int32.Type) throws -> Int32 { try noted(type, 0) }
  func decode(_ type: Int64.Type) throws -> Int64 { try noted(type, 0) }
  func decode(_ type: UInt.Type) throws -> UInt { try noted(type, 0) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try noted(type, 0) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try noted(type, 0) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try noted(type, 0) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try noted(type, 0) }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try recorder.noteSingle(type)
    return try SchemaSample.make(type)
  }

  private func noted<Value: Decodable>(_ type: Value.Type, _ value: Value) throws -> Value {
    try recorder.noteSingle(type)
    return value
  }
}
