/// One glob as micromatch reads them, matched in time bounded by pattern times text.
///
/// `*` and `?` stay in one path part, `**` crosses parts, `[a-z]`, `[[:digit:]]` and `@(a|b)`, `?(…)`, `*(…)`, `+(…)`, `!(…)`
/// choose. A dot that begins a path part is matched by a dot only.
struct Glob: Sendable {
  /// Longer path parts are not asked for what `!(…)` leaves out.
  private static let longestNegated = 512
  private let nodes: [GlobNode]

  /// - Parameter pattern: without braces; see ``BraceExpansion``.
  init(_ pattern: String) {
    nodes = GlobParser.parse(pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern)
  }

  func matches(_ text: String) -> Bool {
    let text = Array(text)
    return ends(nodes, from: [0], in: text).contains(text.count)
  }

  /// Where matches end that begin at any of the places.
  private func ends(_ nodes: [GlobNode], from starts: Set<Int>, in text: [Character]) -> Set<Int> {
    var places = starts
    for (index, node) in nodes.enumerated() where !places.isEmpty {
      // `a/**` is `a`, too.
      if case .literal("/") = node, index + 2 == nodes.count, case .parts = nodes[index + 1],
        places.contains(text.count)
      {
        return [text.count]
      }
      places = step(node, places, text)
    }
    return places
  }

  private func step(_ node: GlobNode, _ places: Set<Int>, _ text: [Character]) -> Set<Int> {
    switch node {
    case .literal(let character): advance(places, text) { text[$0] == character }
    case .one: advance(places, text) { text[$0] != "/" && !isHidden($0, text) }
    case .oneOf(let isNegated, let ranges):
      advance(places, text) { place in
        text[place] != "/" && !isHidden(place, text) && ranges.contains { $0.contains(text[place]) } != isNegated
      }
    case .star: star(places, text)
    case .parts: parts(places, text)
    case .group(let kind, let choices): group(kind, choices, places, text)
    }
  }

  private func advance(_ places: Set<Int>, _ text: [Character], _ isWanted: (Int) -> Bool) -> Set<Int> {
    Set(places.filter { $0 < text.count && isWanted($0) }.map { $0 + 1 })
  }

  /// A dot at the beginning of a path part.
  private func isHidden(_ place: Int, _ text: [Character]) -> Bool {
    text[place] == "." && (place == 0 || text[place - 1] == "/")
  }

  private func star(_ places: Set<Int>, _ text: [Character]) -> Set<Int> {
    var reached = places
    for place in (places.min() ?? 0)..<max(places.min() ?? 0, text.count) where reached.contains(place) {
      if text[place] != "/", !isHidden(place, text) { reached.insert(place + 1) }
    }
    return reached
  }

  /// Begins at a path part, and ends where another one begins, or all ends.
  private func parts(_ places: Set<Int>, _ text: [Character]) -> Set<Int> {
    var reached = places
    for place in (places.min() ?? 0)..<max(places.min() ?? 0, text.count) where reached.contains(place) {
      guard !isHidden(place, text) else { continue }
      let slash = text[place...].firstIndex(of: "/")
      reached.insert(slash.map { $0 + 1 } ?? text.count)
    }
    return reached
  }

  private func group(
    _ kind: GlobNode.Repeat, _ choices: [[GlobNode]], _ places: Set<Int>, _ text: [Character]
  ) -> Set<Int> {
    func once(_ starts: Set<Int>) -> Set<Int> {
      choices.reduce(into: []) { $0.formUnion(ends($1, from: starts, in: text)) }
    }
    switch kind {
    case .once: return once(places)
    case .optional: return places.union(once(places))
    case .any, .some:
      var (reached, fresh) = (Set<Int>(), places)
      while !fresh.isEmpty {
        fresh = once(fresh).subtracting(reached)
        reached.formUnion(fresh)
      }
      return kind == .any ? reached.union(places) : reached
    case .not:
      return places.reduce(into: []) { found, start in
        let all = star([start], text).subtracting(start < text.count && isHidden(start, text) ? [start + 1] : [])
        found.formUnion(all.count > Self.longestNegated ? all : all.subtracting(once([start])))
      }
    }
  }
}
