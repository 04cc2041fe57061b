/// Where a pattern fitted.
struct PatternMatch {
  var range: Range<Int>
  /// By the groups' numbers; the whole is 0.
  var groups: [Int: Range<Int>]
}

/// A pattern as steps of a machine that goes through the text once, on all ways at the same time: no pattern can make it
/// go back and forth.
struct PatternProgram: Sendable {
  private enum Step: Sendable {
    case set(ScalarSet)
    /// Both ways are gone; the first one is preferred.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case assertion(PatternAssertion)
    case match
  }

  private var steps: [Step] = []
  private let limit: Int
  /// How many steps it has.
  var size: Int { steps.count }
  private let slots: Int

  /// - Throws: ``PatternProblem`` when it becomes too large.
  init(_ node: PatternNode, groups: Int, limit: Int) throws(PatternProblem) {
    self.limit = limit
    slots = (groups + 1) * 2
    try add(.group(node, index: 0))
    try emit(.match)
  }

  private mutating func emit(_ step: Step) throws(PatternProblem) {
    guard steps.count < limit else { throw PatternProblem("is too large: its repetitions multiply") }
    steps.append(step)
  }

  private mutating func add(_ node: PatternNode) throws(PatternProblem) {
    switch node {
    case .empty: break
    case .set(let set): try emit(.set(set))
    case .assertion(let assertion): try emit(.assertion(assertion))
    case .group(let inner, let index):
      if let index { try emit(.save(index * 2)) }
      try add(inner)
      if let index { try emit(.save(index * 2 + 1)) }
    case .sequence(let parts):
      for part in parts { try add(part) }
    case .choice(let branches): try add(choice: branches)
    case .repetition(let part, let least, let most, let isLazy):
      for _ in 0..<least { try add(part) }
      try add(optional: part, count: most.map { $0 - least }, isLazy: isLazy)
    }
  }

  private mutating func add(choice branches: [PatternNode]) throws(PatternProblem) {
    var ends: [Int] = []
    for (place, branch) in branches.enumerated() {
      guard place < branches.count - 1 else {
        try add(branch)
        break
      }
      let split = steps.count
      try emit(.split(split + 1, 0))
      try add(branch)
      ends.append(steps.count)
      try emit(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    for end in ends { steps[end] = .jump(steps.count) }
  }

  /// - Parameter count: how often at most; `nil` is without end.
  private mutating func add(optional part: PatternNode, count: Int?, isLazy: Bool) throws(PatternProblem) {
    guard let count else {
      let split = steps.count
      try emit(.split(0, 0))
      try add(part)
      try emit(.jump(split))
      steps[split] = isLazy ? .split(steps.count, split + 1) : .split(split + 1, steps.count)
      return
    }
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(steps.count)
      try emit(.split(0, 0))
      try add(part)
    }
    for split in splits { steps[split] = isLazy ? .split(steps.count, split + 1) : .split(split + 1, steps.count) }
  }
}

extension PatternProgram {
  /// A way through the text that is still open.
  private struct Thread {
    var step: Int
    var saved: [Int?]
  }

  /// The leftmost match that begins at `start` or later.
  func firstMatch(in text: [Unicode.Scalar], from start: Int) -> PatternMatch? {
    var threads: [Thread] = []
    var best: [Int?]?
    for place in start...text.count {
      var seen = [Bool](repeating: false, count: steps.count)
      var open: [Thread] = []
      for thread in threads { follow(thread, at: place, text, &seen, &open) }
      if best == nil {
        follow(Thread(step: 0, saved: [Int?](repeating: nil, count: slots)), at: place, text, &seen, &open)
      }
      threads = []
      for thread in open {
        if case .match = steps[thread.step] {
          best = thread.saved
          // What comes after it is liked less.
          break
        }
        guard case .set(let set) = steps[thread.step], place < text.count, set.contains(text[place]) else { continue }
        threads.append(Thread(step: thread.step + 1, saved: thread.saved))
      }
      if threads.isEmpty, best != nil { break }
    }
    return best.flatMap(match)
  }

  private func match(_ saved: [Int?]) -> PatternMatch? {
    guard let start = saved[0], let end = saved[1] else { return nil }
    var groups: [Int: Range<Int>] = [:]
    for index in 0..<slots / 2 {
      if let from = saved[index * 2], let to = saved[index * 2 + 1], from <= to { groups[index] = from..<to }
    }
    return PatternMatch(range: start..<end, groups: groups)
  }

  /// Goes on until a character is needed.
  private func follow(
    _ first: Thread, at place: Int, _ text: [Unicode.Scalar], _ seen: inout [Bool], _ open: inout [Thread]
  ) {
    var waiting = [first]
    while var thread = waiting.popLast() {
      guard !seen[thread.step] else { continue }
      seen[thread.step] = true
      switch steps[thread.step] {
      case .set, .match: open.append(thread)
      case .jump(let target):
        thread.step = target
        waiting.append(thread)
      case .split(let preferred, let other):
        waiting.append(Thread(step: other, saved: thread.saved))
        waiting.append(Thread(step: preferred, saved: thread.saved))
      case .save(let slot):
        thread.saved[slot] = place
        thread.step += 1
        waiting.append(thread)
      case .assertion(let assertion) where Self.holds(assertion, at: place, text):
        thread.step += 1
        waiting.append(thread)
      case .assertion: break
      }
    }
  }

  private static func holds(_ assertion: PatternAssertion, at place: Int, _ text: [Unicode.Scalar]) -> Bool {
    let before = place > 0 && ScalarSet.words.contains(text[place - 1])
    let after = place < text.count && ScalarSet.words.contains(text[place])
    return switch assertion {
    case .textStart: place == 0
    case .textEnd: place == text.count
    case .lineStart: place == 0 || text[place - 1] == "\n"
    case .lineEnd: place == text.count || text[place] == "\n"
    case .wordBoundary: before != after
    case .noWordBoundary: before == after
    }
  }
}
