import SlipwayCore
import SlipwayHost
package import SlipwayStore

/// Finds lines in kept output, newest first: a frame at a time, and no further back than the page needs.
package struct LogFinder: Sendable {
  private let store: Store
  private let folder: LogFolder
  private let patience: Duration

  package init(store: Store, folder: LogFolder, patience: Duration = .seconds(10)) {
    self.store = store
    self.folder = folder
    self.patience = patience
  }

  package func run(_ query: LogQuery) async throws -> LogPage {
    let all = try await store.read { try $0.logSegments.all(of: query.services) }
    let end = ContinuousClock.now + patience
    let match = LineMatch(query)
    var found = NewestLines(count: query.limit + 1)
    var page = LogPage()
    for segment in all where query.mayHold(segment) {
      guard found.mayTake(segment.lastAt) else { break }
      guard ContinuousClock.now < end else {
        page.isCut = true
        break
      }
      try await look(into: segment, query, match, &found)
    }
    page.lines = Array(found.lines.prefix(query.limit))
    if found.lines.count > query.limit { page.next = page.lines.last?.cursor }
    return page
  }

  private func look(
    into segment: LogSegment, _ query: LogQuery, _ match: LineMatch, _ found: inout NewestLines
  ) async throws {
    let file = try folder.file(of: segment)
    let places = try await BlockingPool.run(lasting: .long) { try file.places() }
    for place in places.reversed() where query.overlaps(place.head.firstAt, place.head.lastAt) {
      guard found.mayTake(place.head.lastAt) else { return }
      try Task.checkCancellation()
      // One damaged piece must not hide all the others.
      let lines = try await BlockingPool.run(lasting: .long) {
        guard let text = try? file.text(of: place) else { return [(line: KeptLine, cursor: LogCursor)]() }
        return match.lines(in: text, firstLine: place.firstLine, of: segment.id.rawValue)
      }
      found.add(lines.map { FoundLine(line: $0.line, segment: segment, cursor: $0.cursor) })
    }
  }
}

/// The newest lines of all that were found, as many as are wanted.
struct NewestLines {
  private let count: Int
  /// Newest first.
  private(set) var lines: [FoundLine] = []

  init(count: Int) { self.count = count }

  /// Whether a line of this time would be among them.
  func mayTake(_ time: Int) -> Bool { lines.count < count || time >= lines.last?.cursor.time ?? .min }

  mutating func add(_ more: [FoundLine]) {
    guard !more.isEmpty else { return }
    lines = Array((lines + more).sorted { $0.cursor > $1.cursor }.prefix(count))
  }
}
