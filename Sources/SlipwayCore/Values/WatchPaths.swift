/// Decides by the changed files of a push whether it deploys.
///
/// Patterns are globs: `*` and `?` stay in one path part, `**` crosses parts, `{a,b}` and `[a-z]` choose. A file counts
/// when a pattern matches it and no pattern with a leading `!` does; with `!` patterns alone every other file counts.
package enum WatchPaths {
  /// - Returns: `true` without patterns; else whether any of the files counts.
  package static func match(_ patterns: [String]?, files: [String]) -> Bool {
    let typed = (patterns ?? []).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    guard !typed.isEmpty else { return true }
    let excluding = typed.filter { $0.hasPrefix("!") }.flatMap { expandBraces(String($0.dropFirst())) }.map(Glob.init)
    let including = typed.filter { !$0.hasPrefix("!") }.flatMap(expandBraces).map(Glob.init)
    return files.contains { file in
      (including.isEmpty || including.contains { $0.matches(file) }) && !excluding.contains { $0.matches(file) }
    }
  }

  /// `a{b,c}d` → `abd`, `acd`; at most 256 patterns come out of one.
  private static func expandBraces(_ pattern: String) -> [String] {
    var done: [String] = []
    var open = [pattern]
    while let next = open.popLast(), done.count + open.count < 256 {
      guard let start = next.firstIndex(of: "{"), let end = next[start...].firstIndex(of: "}") else {
        done.append(next)
        continue
      }
      for choice in next[next.index(after: start)..<end].split(separator: ",", omittingEmptySubsequences: false) {
        open.append(String(next[..<start]) + String(choice) + String(next[next.index(after: end)...]))
      }
    }
    return done
  }
}

/// One glob, matched in time bounded by pattern times text.
private struct Glob {
  private let pattern: [Character]

  init(_ pattern: String) {
    self.pattern = Array(pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern)
  }

  func matches(_ text: String) -> Bool {
    let text = Array(text)
    var reachable: Set<Int> = closure([0])
    for character in text {
      var next: Set<Int> = []
      for state in reachable { next.formUnion(step(state, character)) }
      reachable = closure(next)
      if reachable.isEmpty { return false }
    }
    return reachable.contains(pattern.count)
  }

  /// Positions that need no character: behind a star, and behind `**/`.
  private func closure(_ states: Set<Int>) -> Set<Int> {
    var all = states
    var open = Array(states)
    while let state = open.popLast() {
      for next in skips(from: state) where all.insert(next).inserted { open.append(next) }
    }
    return all
  }

  private func skips(from state: Int) -> [Int] {
    guard state < pattern.count, pattern[state] == "*" else { return [] }
    guard isDoubleStar(state) else { return [state + 1] }
    let behind = state + 2
    return behind < pattern.count && pattern[behind] == "/" ? [behind, behind + 1] : [behind]
  }

  private func isDoubleStar(_ state: Int) -> Bool {
    state + 1 < pattern.count && pattern[state + 1] == "*"
  }

  private func step(_ state: Int, _ character: Character) -> [Int] {
    guard state < pattern.count else { return [] }
    switch pattern[state] {
    case "*": return isDoubleStar(state) || character != "/" ? [state] : []
    case "?": return character != "/" ? [state + 1] : []
    case "[": return matchClass(state, character)
    case "\\" where state + 1 < pattern.count: return pattern[state + 1] == character ? [state + 2] : []
    default: return pattern[state] == character ? [state + 1] : []
    }
  }

  private func matchClass(_ state: Int, _ character: Character) -> [Int] {
    guard let end = pattern[(state + 1)...].dropFirst().firstIndex(of: "]") else {
      return pattern[state] == character ? [state + 1] : []
    }
    var members = pattern[(state + 1)..<end]
    let negated = members.first == "!" || members.first == "^"
    if negated { members.removeFirst() }
    var found = false
    while let first = members.popFirst() {
      if members.first == "-", let last = members.dropFirst().first {
        found = found || (first...max(first, last)).contains(character)
        members = members.dropFirst(2)
      } else {
        found = found || first == character
      }
    }
    return found != negated && character != "/" ? [end + 1] : []
  }
}
