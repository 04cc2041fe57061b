import SlipwayCore

/// Edits of a text of variables that keep its comments and its order.
enum EnvironmentText {
  /// The text with other variables: lines of those that stay are kept, as are comments and blank lines.
  static func replacing(variablesOf text: String, with wanted: EnvironmentVariables) -> String {
    let present = EnvironmentVariables(parsing: text)
    if present.variables == wanted.variables { return text }
    let candidate = edited(text, present, wanted)
    // A value over several lines can hold lines that look like variables; then nothing is kept but the values.
    return EnvironmentVariables(parsing: candidate).matches(wanted) ? candidate : wanted.rendered()
  }

  private static func edited(_ text: String, _ present: EnvironmentVariables, _ wanted: EnvironmentVariables)
    -> String
  {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let alone = EnvironmentVariables(parsing: String(line))
      guard let variable = alone.variables.first, present[variable.name] == variable.value else {
        lines.append(String(line))
        continue
      }
      guard let value = wanted[variable.name] else { continue }
      lines.append(value == variable.value ? String(line) : Self.line(variable.name, value))
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    let added = wanted.variables.filter { present[$0.name] == nil }
    return (lines + added.map { line($0.name, $0.value) }).joined(separator: "\n") + "\n"
  }

  private static func line(_ name: String, _ value: String) -> String {
    String(EnvironmentVariables([.init(name: name, value: value)]).rendered().dropLast())
  }

  /// What was added, changed and removed between two texts; values in clear.
  static func changes(from before: String, to after: String) -> [Evidence.Change] {
    let old = EnvironmentVariables(parsing: before)
    let new = EnvironmentVariables(parsing: after)
    let names = old.variables.map(\.name) + new.variables.map(\.name).filter { old[$0] == nil }
    return names.filter { old[$0] != new[$0] }.map { Evidence.Change(field: $0, before: old[$0], after: new[$0]) }
  }
}

extension EnvironmentVariables {
  /// The same values, in whatever order.
  fileprivate func matches(_ other: EnvironmentVariables) -> Bool {
    variables.count == other.variables.count && other.variables.allSatisfy { self[$0.name] == $0.value }
      && ignoredLines.isEmpty
  }
}
