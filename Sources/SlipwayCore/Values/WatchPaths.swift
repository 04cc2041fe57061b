/// Decides by the changed files of a push whether it deploys.
///
/// Patterns are globs as micromatch reads them: ``Glob``, with `{a,b}` and `{1..3}`. A file counts when a pattern matches it
/// and no pattern with a leading `!` does; with `!` patterns alone every other file counts.
package enum WatchPaths {
  /// - Returns: `true` without patterns; else whether any of the files counts.
  package static func match(_ patterns: [String]?, files: [String]) -> Bool {
    let typed = (patterns ?? []).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    guard !typed.isEmpty else { return true }
    let excluding = typed.filter(isNegated).flatMap { globs(String($0.dropFirst())) }
    let including = typed.filter { !isNegated($0) }.flatMap(globs)
    let hasIncluding = typed.contains { !isNegated($0) }
    return files.contains { file in
      (!hasIncluding || including.contains { $0.matches(file) }) && !excluding.contains { $0.matches(file) }
    }
  }

  /// `!(a|b)` chooses; it does not take back.
  private static func isNegated(_ pattern: String) -> Bool { pattern.hasPrefix("!") && !pattern.hasPrefix("!(") }

  private static func globs(_ pattern: String) -> [Glob] { BraceExpansion.expand(pattern).map(Glob.init) }
}
