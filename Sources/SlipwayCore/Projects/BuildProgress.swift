import Foundation

/// Reads BuildKit's plain progress line by line: which steps there were, how long they took, which came from the cache.
package struct BuildProgress: Sendable {
  private static let most = 500
  private var names: [Int: String] = [:]
  private var order: [Int] = []
  private var ends: [Int: Double] = [:]
  private var cached: Set<Int> = []

  package init() {}

  /// Of `#7 [build 2/5] COPY . .`, `#7 CACHED`, `#7 DONE 0.5s`; every other line is a step's own output.
  package mutating func read(_ line: String) {
    guard line.hasPrefix("#"), let blank = line.firstIndex(of: " "), let number = Int(line[..<blank].dropFirst())
    else {
      return
    }
    let rest = line[blank...].dropFirst()
    if rest == "CACHED" {
      cached.insert(number)
    } else if rest.hasPrefix("DONE "), rest.hasSuffix("s"), let seconds = Double(rest.dropFirst(5).dropLast()) {
      ends[number] = seconds
    } else if rest.hasPrefix("["), names[number] == nil, order.count < Self.most {
      names[number] = String(rest.prefix(200))
      order.append(number)
    }
  }

  /// The steps of stages; what BuildKit does for itself is left out unless it took time.
  package var steps: [BuildReport.Step] {
    order.compactMap { number in
      guard let name = names[number] else { return nil }
      let step = BuildReport.Step(name: name, seconds: ends[number], isCached: cached.contains(number))
      return name.hasPrefix("[internal]") && (step.seconds ?? 0) < 0.5 ? nil : step
    }
  }
}
