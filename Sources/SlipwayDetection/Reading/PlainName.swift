/// Names from files that may stand in commands and paths.
enum PlainName {
  /// - Returns: `nil` unless it is letters, digits and `._-/+` and begins with a letter, digit or underscore.
  static func of(_ text: String?, allowing extra: String = "") -> String? {
    guard let text = text?.trimmed, let first = text.first, first.isASCII,
      first.isLetter || first.isNumber || first == "_",
      text.utf8.count <= 128
    else { return nil }
    let isPlain = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0) || extra.contains($0))
    }
    return isPlain ? text : nil
  }
}
