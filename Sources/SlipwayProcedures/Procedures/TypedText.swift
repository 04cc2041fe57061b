import SlipwayCore

/// The rules for short texts that people type.
enum TypedText {
  /// - Returns: the name without blanks at its ends.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  static func name(_ typed: String, field: String = "name", limit: Int = 200) throws -> String {
    try DisplayName.normalize(typed, field: field, limit: limit)
  }

  /// - Returns: the text; `nil` when it is blank.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field`.
  static func description(_ typed: String?, field: String = "description") throws -> String? {
    guard let typed, !typed.trimmingSpaces().isEmpty else { return nil }
    guard typed.utf8.count <= 5000, !typed.contains("\0") else {
      throw SlipwayError.invalid(field, "may have at most 5000 characters")
    }
    return typed
  }

  /// A text of variables as typed.
  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when it is too long or has a NUL.
  static func environment(_ typed: String, field: String = "env") throws -> Secret {
    guard typed.utf8.count <= 512 * 1024, !typed.contains("\0") else {
      throw SlipwayError.invalid(field, "may have at most 512 KiB and no NUL characters")
    }
    if let problem = EnvironmentVariables(parsing: typed).sizeProblem { throw SlipwayError.invalid(field, problem) }
    return Secret(typed)
  }

  /// The mask stands for what is stored: who sends back what was answered changes nothing.
  static func environment(_ typed: String, keeping stored: Secret, field: String) throws -> Secret {
    typed == Secret.mask ? stored : try environment(typed, field: field)
  }
}
