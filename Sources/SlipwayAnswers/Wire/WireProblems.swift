import SlipwayCore

/// Gathers the issues of one input while it is decoded.
final class WireProblems {
  private static let limit = 50
  private(set) var issues: [InputIssue] = []

  package func note(_ code: String, _ message: String, at path: [any CodingKey], expected: String? = nil) {
    let path = path.map(\.stringValue)
    // The first problem of a place, or of one around it, says enough: stand-ins below it cause more.
    guard issues.count < Self.limit, !issues.contains(where: { path.starts(with: $0.path) }) else { return }
    issues.append(InputIssue(code: code, path: path, message: message, expected: expected))
  }

  /// A value of another type than wanted.
  func noteType(_ expected: String, _ decoder: WireDecoder) {
    note(
      "invalid_type", "Invalid input: expected \(expected), received \(decoder.value.typeName)",
      at: decoder.codingPath, expected: expected)
  }

  func noteMissing(_ expected: String, at path: [any CodingKey]) {
    note("invalid_type", "Invalid input: expected \(expected), received undefined", at: path, expected: expected)
  }

  /// What an `init(from:)` threw.
  func noteFailure(_ error: any Error, _ type: any Decodable.Type, at path: [any CodingKey]) {
    if let refusal = error as? SlipwayError {
      note("custom", refusal.details.values.sorted().first ?? refusal.message, at: path)
    } else if let cases = SchemaCases.texts(of: type) {
      let options = cases.map { "\"\($0)\"" }.joined(separator: "|")
      note("invalid_value", "Invalid option: expected one of \(options)", at: path)
    } else if case DecodingError.dataCorrupted(let context)? = error as? DecodingError {
      note("custom", context.debugDescription, at: path)
    } else {
      note("custom", "Invalid input", at: path)
    }
  }
}

extension JSONValue {
  /// As JavaScript calls it.
  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
