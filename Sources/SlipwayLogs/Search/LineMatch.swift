import Glibc

/// Whether kept lines are what is looked for; looked at as bytes, so that most never become texts.
struct LineMatch: Sendable {
  private let needle: [UInt8]
  private let levels: Set<UInt8>
  private let query: LogQuery

  init(_ query: LogQuery) {
    self.query = query
    needle = Self.lowered(Array(query.text.utf8))
    levels = Set(query.levels.map(\.letter))
  }

  /// - Parameters:
  ///   - text: of a frame.
  ///   - firstLine: the number of its first line in the segment.
  /// - Returns: what is wanted of it, oldest first, with each line's number.
  func lines(in text: [UInt8], firstLine: Int, of segment: String) -> [(line: KeptLine, cursor: LogCursor)] {
    let searched = needle.isEmpty ? text : Self.lowered(text)
    guard Self.contains(needle, searched[...]) else { return [] }
    var found: [(line: KeptLine, cursor: LogCursor)] = []
    var (start, number) = (0, firstLine)
    while start < text.count, let end = text[start...].firstIndex(of: 10) {
      defer { (start, number) = (end + 1, number + 1) }
      guard isWanted(text[start..<end], searched[start..<end]), let line = KeptLine(text[start..<end]) else {
        continue
      }
      let cursor = LogCursor(time: line.time, segment: segment, line: number)
      guard line.time >= query.from ?? .min, line.time <= query.to ?? .max else { continue }
      if let before = query.before, cursor >= before { continue }
      found.append((line, cursor))
    }
    return found
  }

  private func isWanted(_ line: ArraySlice<UInt8>, _ searched: ArraySlice<UInt8>) -> Bool {
    guard let space = line.firstIndex(of: 32), space + 4 <= line.endIndex else { return false }
    guard levels.isEmpty || levels.contains(line[space + 1]) else { return false }
    return Self.contains(needle, searched[(space + 4)...])
  }

  private static func contains(_ needle: [UInt8], _ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = needle.first else { return true }
    return bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      let last = bytes.count - needle.count
      var at = 0
      while at <= last, let hit = memchr(base + at, Int32(first), last - at + 1) {
        at = UnsafeRawPointer(hit) - base
        if memcmp(base + at, needle, needle.count) == 0 { return true }
        at += 1
      }
      return false
    }
  }

  private static func lowered(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (65...90).contains($0) ? $0 | 32 : $0 }
  }
}
