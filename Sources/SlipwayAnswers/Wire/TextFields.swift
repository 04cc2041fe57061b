package import SlipwayCore

/// The fields of a query or of a form: `a=1&b[]=x&c[d]=y`, percent-encoded, `+` is a space.
package struct TextFields: Sendable, Hashable {
  package static let maximumCount = 1000
  private static let maximumDepth = 5
  /// In their order; a name may come more than once.
  package let fields: [(name: String, value: String)]

  /// - Throws: ``SlipwayError`` `badRequest` for text that is not UTF-8, has NUL, or has too many fields.
  package init(parsing text: String) throws {
    let parts = text.split(separator: "&", omittingEmptySubsequences: true)
    guard parts.count <= Self.maximumCount else {
      throw SlipwayError(.badRequest, "There are more than \(Self.maximumCount) fields.")
    }
    fields = try parts.map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (try Self.decode(sides[0]), sides.count > 1 ? try Self.decode(sides[1]) : "")
    }
  }

  package init(_ fields: [(name: String, value: String)]) { self.fields = fields }

  /// The last value of a name.
  package subscript(name: String) -> String? { fields.last { $0.name == name }?.value }

  /// As an object: repeated names and `a[]` are arrays, `a[b]` is an object.
  /// - Throws: ``SlipwayError`` `badRequest` for names that nest too deep or contradict each other.
  package var value: JSONValue {
    get throws {
      var root = JSONValue.object([:])
      for (name, value) in fields { root = try Self.set(root, Self.path(name)[...], value, name) }
      return root
    }
  }

  private static func set(
    _ node: JSONValue?, _ path: ArraySlice<String>, _ text: String, _ name: String
  ) throws -> JSONValue {
    guard let key = path.first else {
      switch node {
      case nil: return .string(text)
      case .array(let items): return .array(items + [.string(text)])
      case .some(let first) where first.stringValue != nil: return .array([first, .string(text)])
      default: throw SlipwayError.invalid(name, "is both a group and a value")
      }
    }
    if key.isEmpty {
      guard path.count == 1, node == nil || node?.arrayValue != nil else {
        throw SlipwayError.invalid(name, "has brackets that cannot be read")
      }
      return .array((node?.arrayValue ?? []) + [.string(text)])
    }
    guard node == nil || node == .object(node?.members ?? [:]) else {
      throw SlipwayError.invalid(name, "is both a group and a value")
    }
    var members = node?.members ?? [:]
    members[key] = try set(members[key], path.dropFirst(), text, name)
    return .object(members)
  }

  private static func path(_ name: String) throws -> [String] {
    guard let open = name.firstIndex(of: "["), name.hasSuffix("]"), open != name.startIndex else { return [name] }
    let inner = name[name.index(after: open)...].dropLast()
    let parts = [String(name[..<open])] + inner.components(separatedBy: "][")
    guard parts.count <= maximumDepth else { throw SlipwayError.invalid(name, "nests too deep") }
    return parts
  }

  private static func decode(_ text: Substring) throws -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(0x20)
      case UInt8(ascii: "%"):
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard digits.count == 2, digits.allSatisfy(\.isHexDigit), let decoded = UInt8(digits, radix: 16) else {
          throw SlipwayError(.badRequest, "The percent-encoding of a field cannot be read.")
        }
        bytes.append(decoded)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    guard !bytes.contains(0), let decoded = String(validating: bytes, as: UTF8.self) else {
      throw SlipwayError(.badRequest, "A field is not UTF-8 text.")
    }
    return decoded
  }

  package static func == (one: TextFields, other: TextFields) -> Bool {
    one.fields.elementsEqual(other.fields, by: { $0 == $1 })
  }

  package func hash(into hasher: inout Hasher) {
    for (name, value) in fields {
      hasher.combine(name)
      hasher.combine(value)
    }
  }
}

extension Substring {
  /// Like Foundation's, for one short separator.
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
