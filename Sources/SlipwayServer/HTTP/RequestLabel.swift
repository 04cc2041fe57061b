/// How a request is called in the log: by its route's pattern, for some paths carry a token, but with the names of the
/// procedures that it asked for.
enum RequestLabel {
  /// - Parameters:
  ///   - pattern: of the route; `nil` when there is none.
  ///   - procedures: the names that exist; others are a stranger's text.
  static func text(pattern: String?, path: String, procedures: Set<String>) -> String {
    guard let pattern else { return "(no route)" }
    guard pattern.hasPrefix("/api/") || pattern.hasPrefix("/do/"), let last = pattern.split(separator: "/").last,
      last.contains("procedure")
    else {
      return pattern
    }
    let asked = path.split(separator: "/").last?.split(separator: ",").map(String.init) ?? []
    let known = asked.filter(procedures.contains)
    guard !known.isEmpty, known.count == asked.count else { return pattern }
    return pattern.dropLast(last.count) + known.joined(separator: ",")
  }

  /// How it is called where it is counted: by its procedure, or its route; what asks several at once is one of them.
  static func metric(text: String) -> String {
    guard let last = text.split(separator: "/").last, text.hasPrefix("/api/") || text.hasPrefix("/do/") else {
      return text
    }
    return last.contains(",") ? "(batch)" : last.contains(".") ? String(last) : text
  }
}
