import Foundation
import Testing

@testable import SlipwayWeb

@Suite struct ScheduleWordsTests {
  @Test(arguments: [
    ("2026-11-28T03:00:00Z", "UTC", "Sat 28 Nov, 03:00"),
    ("2026-12-31T23:30:00Z", "Europe/Berlin", "Fri 1 Jan, 00:30"),
    ("1969-12-31T23:00:00Z", "UTC", "Wed 31 Dec, 23:00"),
  ])
  func `a moment is said by the clock of its zone`(moment: String, zone: String, words: String) throws {
    let date = try Date(moment, strategy: .iso8601)
    #expect(ScheduleWords.clock(date, try #require(TimeZone(identifier: zone))) == words)
  }

  @Test(arguments: [(86_400, "24h"), (90, "90s"), (600, "10m"), (0, "0s"), (3600, "1h")])
  func `a time is said as the form reads it`(seconds: Int, words: String) throws {
    #expect(ScheduleWords.time(seconds) == words)
    #expect(try RuntimeWords.nanoseconds(words, field: "") == seconds * 1_000_000_000)
  }
}
