/// A name that people give something, shown to others wherever it is listed.
package enum DisplayName {
  /// - Parameters:
  ///   - field: where it was typed.
  ///   - limit: of its bytes.
  /// - Returns: the name without blanks at its ends.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field` for nothing, for too much, and for characters that nobody sees:
  ///   they make two names look alike, or turn the direction in which what follows is read.
  package static func normalize(_ typed: String, field: String, limit: Int = 200) throws -> String {
    let name = typed.trimmingSpaces()
    if let hidden = name.unicodeScalars.first(where: isHidden) {
      throw SlipwayError.invalid(
        field, "must have no line breaks and no invisible characters; \(code(hidden)) is one")
    }
    guard name.utf8.count <= limit, name.contains(where: { !$0.isWhitespace }) else {
      throw SlipwayError.invalid(field, "must have 1 to \(limit) characters in one line")
    }
    return name
  }

  /// Control characters, those that only direct what is beside them, and those that are drawn as nothing. What chooses
  /// between two drawings of the character before it, as emoji have it, is fine.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isDefaultIgnorableCodePoint && !(0xFE00...0xFE0F).contains(scalar.value)
    }
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
