import Foundation
import SlipwayCore
import Testing

@testable import SlipwayLogs

/// Frames in a file, whole and half.
@Suite final class SegmentFileTests {
  private let path = FileManager.default.temporaryDirectory.path + "/segment-\(RandomText.suffix(12)).log"
  private var file: SegmentFile { SegmentFile(path: path) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private func frame(_ texts: [String], from time: Int) throws -> LogFrame {
    var bytes: [UInt8] = []
    for (index, text) in texts.enumerated() {
      KeptLine(time: time + index, level: .warn, isError: index % 2 == 1, text: text).write(to: &bytes)
    }
    return try LogFrame(bytes, firstAt: time, lastAt: time + texts.count - 1, lines: texts.count)
  }

  @Test func `what was added is found again, with the number of its first line`() throws {
    #expect(try file.places().isEmpty)
    let end = try file.append(frame(["one", "zwei ü"], from: 10), at: 0)
    _ = try file.append(frame(["three"], from: 20), at: end)
    let places = try file.places()
    #expect(places.map(\.firstLine) == [0, 2])
    #expect(places.map(\.head.lastAt) == [11, 20])
    let text = try file.text(of: places[0])
    let lines = text.split(separator: 10).compactMap { KeptLine($0) }
    #expect(lines.map(\.text) == ["one", "zwei ü"])
    #expect(lines.map(\.isError) == [false, true])
    #expect(lines.allSatisfy { $0.level == .warn })
  }

  @Test func `at whatever byte a crash cut it, what was whole is found and what comes next follows it`() throws {
    let end = try file.append(frame(["kept"], from: 1), at: 0)
    let whole = try file.append(frame(["lost", "lost too"], from: 2), at: end)
    let all = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(all.count == whole)
    for cut in end..<whole {
      try all.prefix(cut).write(to: URL(fileURLWithPath: path))
      #expect(try file.places().map(\.end) == [end], "cut at \(cut)")
    }
    _ = try file.append(frame(["next"], from: 9), at: end)
    #expect(try file.places().map(\.head.firstAt) == [1, 9])
  }

  @Test func `a last frame with another content than its checksum says is none`() throws {
    let end = try file.append(frame(["kept"], from: 1), at: 0)
    _ = try file.append(frame(["damaged"], from: 2), at: end)
    var all = try Data(contentsOf: URL(fileURLWithPath: path))
    all[all.count - 1] ^= 0xFF
    try all.write(to: URL(fileURLWithPath: path))
    #expect(try file.places().count == 1)
  }

  @Test func `what is no frame at all holds nothing`() throws {
    try Data("hello, this is no log, but long enough to look like the head of one".utf8)
      .write(to: URL(fileURLWithPath: path))
    #expect(try file.places().isEmpty)
    _ = try file.append(frame(["new"], from: 1), at: 0)
    #expect(try file.places().count == 1)
  }
}

/// Times and escapes before a line is kept.
@Suite struct KeptLineTests {
  @Test func `Docker's time is read to the nanosecond`() throws {
    let (time, text) = try #require(LineStamp.split("2026-01-02T03:04:05.000000007Z hello  world"))
    #expect(time == 1_767_323_045_000_000_007)
    #expect(text == "hello  world")
    #expect(LineStamp.query(time) == "1767323045.000000007")
    #expect(LineStamp.split("1970-01-01T00:00:00.000000001Z")?.time == 1)
    #expect(LineStamp.split("2000-02-29T23:59:59.999999999Z x")?.time == 951_868_799_999_999_999)
  }

  @Test(arguments: [
    "", "hello", "2026-01-02T03:04:05Z short", "2026-01-02T03:04:05.00000000xZ no",
    "2026-01-02 03:04:05.000000007Z x",
  ])
  func `what has none is no line of Docker's`(line: String) {
    #expect(LineStamp.split(line) == nil)
  }

  @Test func `colours and movements go, everything else stays`() {
    #expect(PlainText.of("\u{1B}[31mERROR\u{1B}[0m ü [1m]") == "ERROR ü [1m]")
    #expect(PlainText.of("plain") == "plain")
    #expect(PlainText.of("\u{1B}[") == "")
  }
}
