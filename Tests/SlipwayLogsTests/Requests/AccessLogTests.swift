import Foundation
import Glibc
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@testable import SlipwayLogs

/// Lines of the proxy's access log, and files of them.
@Suite struct AccessLogTests {
  private static func line(
    _ router: String, status: Int = 200, path: String = "/", at time: String = "2026-01-02T03:04:05.5Z"
  ) -> String {
    """
    {"ClientHost":"192.0.2.9","DownstreamContentSize":120,"DownstreamStatus":\(status),"Duration":2500000,\
    "RequestHost":"a.test","RequestMethod":"GET","RequestPath":"\(path)","RouterName":"\(router)",\
    "StartUTC":"\(time)","level":"info","msg":"","time":"2026-01-02T03:04:06Z"}
    """
  }

  @Test(arguments: [
    ("web-abc-router-12@file", Optional(12)), ("web-abc-router-websecure-7@file", 7), ("web-router-1", 1),
    ("my-router-app-router-3@file", 3), ("web-abc-probe-12@file", nil), ("slipway-panel@file", nil), ("", nil),
    ("web-router-x@file", nil), ("web-router-websecure-@file", nil),
  ])
  func `the router says which domain it was`(router: String, key: Int?) {
    #expect(AccessLine(Array(Self.line(router).utf8))?.domainKey == key)
  }

  @Test func `a line is read, and what is none is passed over`() throws {
    let line = try #require(AccessLine(Array(Self.line("w-router-1@file", status: 404, path: "/x?y=z").utf8)))
    #expect(line.status == 404 && line.statusClass == 4 && line.bytes == 120 && line.duration == 2_500_000)
    #expect(line.time == Date(timeIntervalSince1970: 1_767_323_045.5))
    #expect(AccessLine(Array("{\"StartUTC\":\"soon\"}".utf8)) == nil)
    #expect(AccessLine(Array("nonsense".utf8)) == nil)
    let odd = try #require(AccessLine(Array("{\"StartUTC\":\"2026-01-02T03:04:05Z\"}".utf8)))
    #expect(odd.statusClass == 5 && odd.domainKey == nil)
  }

  @Test func `each line is counted once, over pieces, half lines and a file that was put aside`() throws {
    let file = AccessLogFile(path: try temporaryPath("access.log"))
    var seen: [String] = []
    var position = AccessLogFile.Position()
    func read() throws {
      while let next = try file.read(after: position, { seen.append(String(decoding: $0, as: UTF8.self)) }) {
        position = next
      }
    }
    func append(_ text: String, to path: String) throws {
      if !FileManager.default.fileExists(atPath: path) {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
      }
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
    }
    try read()
    try append("1\n2\nha", to: file.path)
    try read()
    #expect(seen == ["1", "2"])
    try append("lf\n", to: file.path)
    file.putAside()
    // The proxy has not been told yet, and writes on.
    try append("late\n", to: file.path + ".1")
    try read()
    try append("new\n", to: file.path)
    try read()
    #expect(seen == ["1", "2", "half", "late", "new"])
    try append(String(repeating: "x", count: 300_000) + "\nafter\n", to: file.path)
    try read()
    #expect(seen.last == "after")
    var all: [String] = []
    try file.forEachLine { all.append(String(decoding: $0, as: UTF8.self)) }
    #expect(all.prefix(5) == ["1", "2", "half", "late", "new"] && all.last == "after")
  }

  @Test func `counts become rows by minute and hour, and more of them are added`() async throws {
    let test = try await TestCall.make()
    let domain = test.acme.domain
    for _ in 0..<2 {
      var tally = RequestTally()
      for (status, time) in [
        (200, "2026-01-02T03:04:05Z"), (503, "2026-01-02T03:04:50Z"), (404, "2026-01-02T03:59:00Z"),
      ] {
        tally.add(try #require(AccessLine(Array(Self.line("w-router-5@file", status: status, at: time).utf8))))
      }
      tally.add(try #require(AccessLine(Array(Self.line("w-router-6@file").utf8))))
      let counted = tally
      try await test.store.write { try counted.write($0, domains: [5: domain]) }
    }
    let (from, to) = (Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 2_000_000_000))
    let organization = test.acme.organization.id
    let (minutes, hours) = try await test.store.read { tx in
      (
        try tx.requestCounts.all(in: organization, .minute, from: from, to: to),
        try tx.requestCounts.all(in: organization, .hour, from: from, to: to)
      )
    }
    #expect(minutes.map(\.classes) == [[0, 2, 0, 0, 2], [0, 0, 0, 2, 0]])
    #expect(hours.map(\.classes) == [[0, 2, 0, 2, 2]])
    #expect(hours.first?.bytes == 720)
    #expect(LatencyBuckets(text: hours[0].latencies).count == 6)
    #expect(TopPaths(text: hours[0].paths).counts == ["/": 6])
    let other = test.other.organization.id
    #expect(try await test.store.read { try $0.requestCounts.all(in: other, .hour, from: from, to: to) }.isEmpty)
    let later = Date(timeIntervalSince1970: 1_767_323_045 + 2 * 86_400)
    #expect(try await test.store.write { try $0.requestCounts.trim(now: later) } == 2)
  }

  /// A counter of a log, and how often the proxy was told.
  private func counter(_ test: TestCall, path: String) -> (RequestCounter, told: @Sendable () -> Int) {
    let told = Told()
    let counter = RequestCounter(store: test.store, bus: test.engine.bus, path: path, now: { TestCall.now }) {
      told.count.withLock { $0 += 1 }
    }
    return (counter, { told.count.withLock { $0 } })
  }

  private final class Told: Sendable {
    let count = Mutex(0)
  }

  @Test func `a proxy that did not hear that its log was put aside is told again`() async throws {
    let path = try temporaryPath("access.log")
    let (counter, told) = counter(try await TestCall.make(), path: path)
    try await counter.rotate(isDue: false)
    #expect(told() == 0)
    try Data("1\n".utf8).write(to: URL(fileURLWithPath: path))
    try await counter.rotate(isDue: false)
    #expect(told() == 0)
    try await counter.rotate(isDue: true)
    try await counter.rotate(isDue: false)
    #expect(told() == 2)
    try Data("2\n".utf8).write(to: URL(fileURLWithPath: path))
    try await counter.rotate(isDue: false)
    #expect(told() == 2)
  }

  @Test func `only what was read as off ends the counting, and a log that cannot be counted is put aside`()
    async throws
  {
    let test = try await TestCall.make()
    let path = try temporaryPath("access.log")
    let (counter, told) = counter(test, path: path)
    var cleanUp: Date?
    #expect(await !counter.turn(&cleanUp))
    try await test.store.write { tx in
      var settings = try tx.serverSettings()
      settings.countsRequests = true
      try tx.settings.save(settings)
    }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    cleanUp = TestCall.now
    #expect(await counter.turn(&cleanUp))
    #expect(told() == 1)
    try test.store.close()
    #expect(await counter.turn(&cleanUp))
  }

  @Test func `a log that is no regular file is refused and not waited for`() throws {
    let path = try temporaryPath("access.log")
    #expect(mkfifo(path, 0o600) == 0)
    let file = AccessLogFile(path: path)
    #expect(throws: SlipwayError.self) { try file.read(after: .init()) { _ in } }
  }
}
