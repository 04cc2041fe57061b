/// The name of a branch or a tag, or a commit's hash.
package enum GitReference {
  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when git could read it as an option or refuse it.
  package static func validate(_ name: String, field: String) throws {
    let allowed = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/#+@".contains($0)) }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let wellFormed = parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.hasSuffix(".lock") }
    guard allowed, wellFormed, !name.isEmpty, name.utf8.count <= 255, !name.hasPrefix("-"), !name.contains(".."),
      !name.contains("@{"), !name.hasSuffix(".")
    else {
      throw SlipwayError.invalid(
        field, "must be a branch or tag: letters, digits and '._-/#+@', not starting with '-'")
    }
  }

  /// Whether the text is a full SHA-1 or SHA-256 commit hash.
  package static func isCommit(_ text: String) -> Bool {
    (text.utf8.count == 40 || text.utf8.count == 64) && text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }
}
