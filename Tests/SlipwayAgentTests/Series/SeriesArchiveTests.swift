import Foundation
import Testing

@testable import SlipwayAgent

@Suite struct SeriesArchiveTests {
  private static let start = 1_800_000_000

  @Test func `a file has one size for ever`() {
    #expect(MemoryLayout<Sample>.stride == 56)
    #expect(SeriesLayout.size == 64 + (3600 + 8640 + 43_200) * 56)
  }

  @Test func `seconds are read as they were written`() throws {
    let folder = try TestArchive()
    try folder.fill(from: Self.start, count: 30)
    let found = folder.read(Self.start..<Self.start + 30, points: 100, now: Self.start + 30)
    #expect(found.map(\.cpu) == (0..<30).map(Float.init))
    #expect(folder.read(Self.start + 5..<Self.start + 8, points: 100, now: Self.start + 30).map(\.cpu) == [5, 6, 7])
  }

  @Test func `the ring overwrites what is an hour old`() throws {
    let folder = try TestArchive()
    try folder.fill(from: Self.start, count: 3610)
    let now = Self.start + 3610
    let found = folder.read(now - 3600..<now, points: 10_000, now: now)
    #expect(found.count == 3600)
    #expect(found.first?.cpu == 10)
  }

  @Test func `what is older is there in ten seconds, with mean and height`() throws {
    let folder = try TestArchive()
    try folder.fill(from: Self.start, count: 4000)
    let now = Self.start + 4000
    let found = folder.read(Self.start..<Self.start + 20, points: 1000, now: now)
    #expect(found.map(\.cpu) == [4.5, 14.5])
    #expect(found.map(\.cpuPeak) == [9, 19])
  }

  @Test func `after a day there are minutes`() throws {
    let folder = try TestArchive()
    try folder.fill(from: Self.start, count: 121)
    let now = Self.start + 2 * 86_400
    let found = folder.read(Self.start..<Self.start + 120, points: 1000, now: now)
    #expect(found.map(\.memory) == [29.5, 89.5])
    #expect(found.map(\.memoryPeak) == [59, 119])
  }

  @Test func `no more points than asked for come, and a gap stays one`() throws {
    let folder = try TestArchive()
    try folder.fill(from: Self.start, count: 100)
    try folder.fill(from: Self.start + 200, count: 100)
    let now = Self.start + 300
    let found = folder.read(Self.start..<now, points: 30, now: now)
    #expect(found.count == 20)
    let times = Array(stride(from: 0, to: 100, by: 10)) + Array(stride(from: 200, to: 300, by: 10))
    #expect(found.map { Int($0.time) - Self.start } == times)
  }

  @Test func `the latest is what was just measured, and nothing when it is old`() throws {
    let folder = try TestArchive()
    try folder.fill(from: Self.start, count: 10)
    #expect(folder.archive.latest(of: .machine, now: Date(timeIntervalSince1970: Double(Self.start + 10)))?.cpu == 9)
    #expect(folder.archive.latest(of: .machine, now: Date(timeIntervalSince1970: Double(Self.start + 60))) == nil)
  }

  @Test func `a series that is not there, or is no series, has nothing`() throws {
    let folder = try TestArchive()
    #expect(folder.read(0..<100, points: 10, now: 100).isEmpty)
    try Data("something else that is long enough".utf8).write(
      to: URL(fileURLWithPath: folder.archive.path(of: .machine)))
    #expect(folder.read(0..<100, points: 10, now: 100).isEmpty)
  }

  @Test func `a file of another version is begun anew`() throws {
    let folder = try TestArchive()
    try Data("something else that is long enough".utf8).write(
      to: URL(fileURLWithPath: folder.archive.path(of: .machine)))
    try folder.fill(from: Self.start, count: 3)
    #expect(folder.read(Self.start..<Self.start + 3, points: 10, now: Self.start + 3).count == 3)
  }

  @Test func `cleared, it is empty, and goes on`() throws {
    let folder = try TestArchive()
    let writer = try SeriesWriter(folder.archive.path(of: .machine))
    writer.add(Sample(time: UInt32(Self.start)))
    folder.archive.clear()
    #expect(folder.read(Self.start..<Self.start + 9, points: 10, now: Self.start + 9).isEmpty)
    writer.add(Sample(time: UInt32(Self.start + 5)))
    #expect(folder.read(Self.start..<Self.start + 9, points: 10, now: Self.start + 9).count == 1)
  }

  @Test func `what has been silent for a month goes, and what runs stays`() throws {
    let folder = try TestArchive()
    let old = try #require(SeriesName(rawValue: "other.old"))
    let present = try #require(SeriesName(rawValue: "other.present"))
    try folder.fill(old, from: Self.start, count: 1)
    try folder.fill(present, from: Self.start, count: 1)
    folder.archive.tidy(now: Date() + 40 * 86_400, keeping: [present])
    #expect(folder.archive.names() == [present])
  }

  @Test func `the finest ring that reaches is chosen, and none finer than wanted`() {
    let now = 1_000_000
    #expect(SeriesLayout.ring(from: now - 3600, step: 1, now: now).step == 1)
    #expect(SeriesLayout.ring(from: now - 3600, step: 10, now: now).step == 10)
    #expect(SeriesLayout.ring(from: now - 3601, step: 1, now: now).step == 10)
    #expect(SeriesLayout.ring(from: now - 86_400, step: 240, now: now).step == 60)
    #expect(SeriesLayout.ring(from: now - 100 * 86_400, step: 1, now: now).step == 60)
  }
}
