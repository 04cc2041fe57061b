/// One glob as micromatch reads them, matched in time bounded by pattern times text; nested groups multiply, so the work is
/// counted.
///
/// `*` and `?` stay in one path part, `**` crosses parts, `[a-z]`, `[[:digit:]]` and `@(a|b)`, `?(…)`, `*(…)`, `+(…)`, `!(…)`
/// choose. A dot that begins a path part is matched by a dot only.
struct Glob: Sendable {
  private let nodes: [GlobNode]

  /// - Parameter pattern: without braces; see ``BraceExpansion``.
  init(_ pattern: String) {
    nodes = GlobParser.parse(pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern)
  }

  /// - Parameter work: how many places may be looked at; what was looked at is taken off. Once nothing is left the answer
  ///   means nothing.
  func matches(_ text: [Character], work: inout Int) -> Bool {
    var walk = GlobWalk(text, work: work)
    defer { work = walk.left }
    return walk.ends(nodes, from: [0]).contains(text.count)
  }
}
