/// Decides by the changed files of a push whether it deploys.
///
/// Patterns are globs as micromatch reads them: ``Glob``, with `{a,b}` and `{1..3}`. A file counts when a pattern matches it
/// and no pattern with a leading `!` does; with `!` patterns alone every other file counts.
package enum WatchPaths {
  /// How many globs a list of patterns may stand for.
  package static let mostGlobs = 2000
  /// How many places in names are looked at for one answer: about a second.
  package static let mostWork = 10_000_000

  /// - Parameter work: how many places in the files' names may be looked at.
  /// - Returns: `true` without patterns; else whether any of the files counts. `nil` where that takes more work, or the
  ///   patterns stand for too many globs.
  package static func match(_ patterns: [String]?, files: [String], work: Int = mostWork) -> Bool? {
    let typed = typed(patterns)
    guard !typed.isEmpty else { return true }
    guard let excluding = globs(typed.filter(isNegated).map { String($0.dropFirst()) }),
      let including = globs(typed.filter { !isNegated($0) })
    else { return nil }
    var left = work
    for file in files {
      let name = Array(file)
      left -= name.count
      let isWanted = including.isEmpty || including.contains { left > 0 && $0.matches(name, work: &left) }
      let isExcluded = isWanted && excluding.contains { left > 0 && $0.matches(name, work: &left) }
      guard left > 0 else { return nil }
      if isWanted, !isExcluded { return true }
    }
    return false
  }

  /// Whether the patterns stand for few enough globs to be matched.
  package static func isBounded(_ patterns: [String]) -> Bool { globs(typed(patterns)) != nil }

  private static func typed(_ patterns: [String]?) -> [String] {
    (patterns ?? []).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
  }

  /// `!(a|b)` chooses; it does not take back.
  private static func isNegated(_ pattern: String) -> Bool { pattern.hasPrefix("!") && !pattern.hasPrefix("!(") }

  /// `nil` for too many.
  private static func globs(_ patterns: [String]) -> [Glob]? {
    var globs: [Glob] = []
    for pattern in patterns {
      guard let words = try? BraceExpansion.expand(pattern), globs.count + words.count <= mostGlobs else {
        return nil
      }
      globs += words.map(Glob.init)
    }
    return globs
  }
}
