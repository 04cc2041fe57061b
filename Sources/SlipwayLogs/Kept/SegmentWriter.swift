import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Adds lines of one container to its segments: they gather, and become a frame at a time.
///
/// The row is written before the frame: after a crash between the two it says too much, never too little, and whoever goes
/// on believes the file.
struct SegmentWriter {
  /// How much of a service's output stays.
  struct Limit: Sendable {
    /// A service that starts again and again leaves many small ones.
    static let files = 200
    var bytes: Int
    var segment: Int { max(256 << 10, min(4 << 20, bytes / 4)) }
  }

  private let source: OutputSource
  private let keeper: LogKeeper
  private let limit: Limit
  /// The time up to which lines were kept when this copy began.
  private var mark = 0
  private var redaction: Redaction
  private var segment: LogSegment
  private var end = 0
  private var isNew: Bool
  private var text: [UInt8] = []
  private var lines = 0
  private var firstAt = 0
  /// The latest time of a line that is kept: the two outputs of a container come slightly out of order.
  private(set) var lastAt = 0

  /// Goes on where the last copy stopped.
  init(_ source: OutputSource, _ keeper: LogKeeper, bytes: Int) async throws {
    self.source = source
    self.keeper = keeper
    limit = Limit(bytes: bytes)
    redaction = Redaction(source.secrets)
    let container = source.container
    let last = try await keeper.store.read { try $0.logSegments.last(of: container, of: source.deployableID) }
    isNew = last == nil
    segment = last ?? Self.segment(source, number: 1, keeper.now())
    guard let last else { return }
    let file = try keeper.folder.file(of: last)
    let places = try await BlockingPool.run { try file.places() }
    end = places.last?.end ?? 0
    lastAt = places.last?.head.lastAt ?? (last.number > 1 ? last.firstAt - 1 : 0)
    mark = lastAt
    segment.lines = places.reduce(0) { $0 + $1.head.lines }
    segment.bytes = places.reduce(0) { $0 + $1.head.bytes }
  }

  private static func segment(_ source: OutputSource, number: Int, _ now: Date) -> LogSegment {
    LogSegment(
      organizationID: source.organizationID, deployableID: source.deployableID, deploymentID: source.deploymentID,
      service: source.service, container: source.container, name: source.name, number: number, createdAt: now)
  }

  /// - Parameter line: with the time that Docker puts before it; what is kept already is passed over, and what comes from a
  ///   clock that is more than a day ahead: behind its time nothing more would be kept.
  mutating func add(_ line: DockerLogLine) async throws {
    guard let (time, rest) = LineStamp.split(line.text), time > mark, time < latest else { return }
    let plain = redaction.apply(to: PlainText.of(rest))
    firstAt = lines == 0 ? time : min(firstAt, time)
    KeptLine(time: time, level: LogLevel(of: plain), isError: line.stream == .error, text: plain).write(to: &text)
    lines += 1
    lastAt = max(lastAt, time)
    if text.count >= LogFrame.size - (8 << 10) { try await flush() }
  }

  /// A day ahead of now.
  private var latest: Int { Int(keeper.now().timeIntervalSince1970 + 86_400) * 1_000_000_000 }

  /// Writes what has gathered.
  mutating func flush() async throws {
    guard lines > 0 else { return }
    if segment.bytes > 0, segment.bytes + text.count > limit.segment {
      segment = Self.segment(source, number: segment.number + 1, keeper.now())
      (isNew, end) = (true, 0)
    }
    segment.firstAt = segment.lines == 0 ? firstAt : min(segment.firstAt, firstAt)
    segment.lastAt = lastAt
    segment.lines += lines
    segment.bytes += text.count
    let (row, isFirst) = (segment, isNew)
    let excess = try await keeper.store.write { [limit] tx in
      if isFirst { try tx.logSegments.insert(row) } else { try tx.logSegments.update(row) }
      let excess = try tx.logSegments.excess(of: row.deployableID, bytes: limit.bytes, count: Limit.files)
        .filter { $0.id != row.id }
      for segment in excess { try tx.logSegments.delete(segment.id) }
      return excess
    }
    isNew = false
    let (file, bytes, range, place) = (try keeper.folder.file(of: row), text, (firstAt, lastAt, lines), end)
    end = try await BlockingPool.run {
      try file.append(LogFrame(bytes, firstAt: range.0, lastAt: range.1, lines: range.2), at: place)
    }
    text.removeAll(keepingCapacity: true)
    lines = 0
    for segment in excess { try await keeper.folder.remove(segment) }
  }
}

/// A line without the colours and movements that are meant for a terminal.
enum PlainText {
  private static let escape: UInt8 = 0x1B

  static func of(_ text: Substring) -> String {
    let bytes = text.utf8
    guard bytes.contains(escape) else { return String(text) }
    var plain: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == escape else {
        plain.append(byte)
        continue
      }
      guard rest.first == UInt8(ascii: "[") else { continue }
      rest = rest.dropFirst().drop { !(0x40...0x7E).contains($0) }.dropFirst()
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
