import SlipwayCore

/// What a column or a parameter of a statement holds.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case double(Double)
  case text(String)
}

extension SQLValue {
  /// The text of a value that is one. PostgreSQL has no text with a NUL; the two must not differ in what they take.
  /// - Throws: ``SlipwayError`` `bad_request`.
  var storableText: String {
    get throws {
      guard case .text(let text) = self else { return "" }
      guard !text.utf8.contains(0) else {
        throw SlipwayError(.badRequest, "Text may not contain the NUL character.")
      }
      return text
    }
  }
}
