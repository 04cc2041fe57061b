import Foundation

/// The paths that were asked for most, in bounded room: when there is none, a new one takes the place of the rarest and its
/// count, so that what is asked for often is never missed and counted too high rather than too low.
package struct TopPaths: Sendable, Hashable {
  package static let most = 50
  private static let longest = 200
  package private(set) var counts: [String: Int] = [:]

  package init() {}

  /// - Parameter path: with or without a query, which is left out: it may hold anything, secrets too.
  package mutating func add(_ path: String, times: Int = 1) {
    let name = Self.name(of: path)
    if counts[name] != nil || counts.count < Self.most {
      counts[name, default: 0] += times
      return
    }
    guard let rarest = counts.min(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return }
    counts[rarest.key] = nil
    counts[name] = rarest.value + times
  }

  package mutating func add(_ other: TopPaths) {
    for (path, count) in other.sorted { add(path, times: count) }
  }

  /// Most first.
  package var sorted: [(path: String, count: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (path: $0.key, count: $0.value) }
  }

  private static func name(of path: String) -> String {
    let plain = path.prefix { $0 != "?" && $0 != "#" }
    return plain.utf8.count > longest ? String(plain.prefix(longest)) + "…" : String(plain)
  }

  package var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(counts)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  package init(text: String) {
    counts = (try? JSONDecoder().decode([String: Int].self, from: Data(text.utf8))) ?? [:]
  }
}
