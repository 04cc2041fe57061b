package import SlipwayCore

/// One problem of an input, in the form that clients of the published API know.
package struct InputIssue: Sendable, Hashable, Codable {
  /// `invalid_type`, `invalid_value` or `custom`.
  package var code: String
  package var path: [String]
  package var message: String
  package var expected: String?

  package init(code: String, path: [String], message: String, expected: String? = nil) {
    self.code = code
    self.path = path
    self.message = message
    self.expected = expected
  }
}

/// Every problem of an input; the cause of the refusal.
package struct InputIssues: Error, Sendable {
  package let issues: [InputIssue]

  /// The issues of a refused input, whether found while decoding or later; empty for every other failure.
  package static func of(_ error: SlipwayError) -> [InputIssue] {
    if let found = error.cause as? InputIssues { return found.issues }
    guard error.code == .badRequest else { return [] }
    return error.details.sorted { $0.key < $1.key }.map { field, problem in
      InputIssue(code: "custom", path: field.split(separator: ".").map(String.init), message: problem)
    }
  }

  /// The refusal that names every field.
  package var refusal: SlipwayError {
    let named = issues.map { ($0.path.isEmpty ? "input" : $0.path.joined(separator: "."), $0.message) }
    let sentences = named.map { "\($0.0): \($0.1)" }.joined(separator: "; ")
    return SlipwayError(
      .badRequest, "Input validation failed: \(sentences)",
      details: Dictionary(named, uniquingKeysWith: { first, _ in first }), cause: self)
  }
}
