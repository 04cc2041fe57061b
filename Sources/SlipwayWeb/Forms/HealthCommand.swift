/// A health check's command as people type it: one line for the container's shell.
enum HealthCommand {
  /// - Parameter test: Docker's words: `CMD-SHELL` and a line, `CMD` and its words, or `NONE`.
  static func typed(_ test: [String]?) -> String {
    guard let kind = test?.first, let words = test?.dropFirst() else { return "" }
    switch kind {
    case "NONE": return ""
    case "CMD-SHELL": return words.joined(separator: " ")
    case "CMD": return words.joined(separator: " ")
    default: return (test ?? []).joined(separator: " ")
    }
  }

  /// Docker's words for what was typed; what stands there already is kept when its line was not touched.
  static func test(_ typed: String, stored: [String]?) -> [String] {
    typed == Self.typed(stored) ? stored ?? [] : ["CMD-SHELL", typed]
  }
}
