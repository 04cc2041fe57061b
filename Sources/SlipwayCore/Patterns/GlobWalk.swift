/// A walk of one glob over one text, which ends early when it has looked at too many places.
struct GlobWalk {
  /// Longer path parts are not asked for what `!(…)` leaves out.
  private static let longestNegated = 512
  private let text: [Character]
  /// How many places may still be looked at.
  private(set) var left: Int

  init(_ text: [Character], work: Int) { (self.text, left) = (text, work) }

  /// Where matches end that begin at any of the places.
  mutating func ends(_ nodes: [GlobNode], from starts: Set<Int>) -> Set<Int> {
    var places = starts
    for (index, node) in nodes.enumerated() where !places.isEmpty {
      left -= places.count
      guard left > 0 else { return [] }
      // `a/**` is `a`, too.
      if case .literal("/") = node, index + 2 == nodes.count, case .parts = nodes[index + 1],
        places.contains(text.count)
      {
        return [text.count]
      }
      places = step(node, places)
    }
    return places
  }

  private mutating func step(_ node: GlobNode, _ places: Set<Int>) -> Set<Int> {
    switch node {
    case .literal(let character): advance(places) { text[$0] == character }
    case .one: advance(places) { text[$0] != "/" && !isHidden($0) }
    case .oneOf(let isNegated, let ranges):
      advance(places) { place in
        text[place] != "/" && !isHidden(place) && ranges.contains { $0.contains(text[place]) } != isNegated
      }
    case .star: star(places)
    case .parts: parts(places)
    case .group(let kind, let choices): group(kind, choices, places)
    }
  }

  private func advance(_ places: Set<Int>, _ isWanted: (Int) -> Bool) -> Set<Int> {
    Set(places.filter { $0 < text.count && isWanted($0) }.map { $0 + 1 })
  }

  /// A dot at the beginning of a path part.
  private func isHidden(_ place: Int) -> Bool {
    text[place] == "." && (place == 0 || text[place - 1] == "/")
  }

  private mutating func star(_ places: Set<Int>) -> Set<Int> {
    left -= text.count - (places.min() ?? text.count)
    var reached = places
    for place in (places.min() ?? 0)..<max(places.min() ?? 0, text.count) where reached.contains(place) {
      if text[place] != "/", !isHidden(place) { reached.insert(place + 1) }
    }
    return reached
  }

  /// Begins at a path part, and ends where another one begins, or all ends.
  private mutating func parts(_ places: Set<Int>) -> Set<Int> {
    var reached = places
    for place in (places.min() ?? 0)..<max(places.min() ?? 0, text.count) where reached.contains(place) {
      guard !isHidden(place) else { continue }
      let next = text[place...].firstIndex(of: "/").map { $0 + 1 } ?? text.count
      left -= next - place
      guard left > 0 else { return [] }
      reached.insert(next)
    }
    return reached
  }

  private mutating func once(_ choices: [[GlobNode]], _ starts: Set<Int>) -> Set<Int> {
    var found = Set<Int>()
    for choice in choices { found.formUnion(ends(choice, from: starts)) }
    return found
  }

  private mutating func group(
    _ kind: GlobNode.Repeat, _ choices: [[GlobNode]], _ places: Set<Int>
  ) -> Set<Int> {
    switch kind {
    case .once: return once(choices, places)
    case .optional: return places.union(once(choices, places))
    case .any, .some:
      var (reached, fresh) = (Set<Int>(), places)
      while !fresh.isEmpty, left > 0 {
        left -= reached.count
        fresh = once(choices, fresh).subtracting(reached)
        reached.formUnion(fresh)
      }
      return kind == .any ? reached.union(places) : reached
    case .not:
      var found = Set<Int>()
      for start in places where left > 0 {
        let all = star([start]).subtracting(start < text.count && isHidden(start) ? [start + 1] : [])
        found.formUnion(all.count > Self.longestNegated ? all : all.subtracting(once(choices, [start])))
      }
      return found
    }
  }
}
