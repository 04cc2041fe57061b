import Foundation
import SlipwayCore
import Testing

@Suite struct CronExpressionTests {
  private func next(_ text: String, after: String, zone: String = "UTC") throws -> String {
    let start = try #require(try? Date(after, strategy: .iso8601))
    let expression = try CronExpression(parsing: text, field: "schedule")
    return try #require(expression.next(after: start, in: ZoneName.zone(zone))).formatted(.iso8601)
  }

  @Test(arguments: [
    ("0 3 * * *", "2026-11-26T02:59:59Z", "2026-11-26T03:00:00Z"),
    ("0 3 * * *", "2026-11-26T03:00:00Z", "2026-11-27T03:00:00Z"),
    ("*/15 * * * *", "2026-11-26T03:46:10Z", "2026-11-26T04:00:00Z"),
    ("5 0 1 1 *", "2026-11-26T00:00:00Z", "2027-01-01T00:05:00Z"),
    ("0 0 29 2 *", "2026-11-26T00:00:00Z", "2028-02-29T00:00:00Z"),
    ("0 9 * * MON-FRI", "2026-11-27T09:00:00Z", "2026-11-30T09:00:00Z"),
    ("0 9 * * 7", "2026-11-26T00:00:00Z", "2026-11-29T09:00:00Z"),
    ("0 0 13 * 5", "2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z"),
    ("@monthly", "2026-11-26T00:00:00Z", "2026-12-01T00:00:00Z"),
    ("1,2-4,50/5 * * * *", "2026-11-26T00:51:00Z", "2026-11-26T00:55:00Z"),
  ])
  func `the next moment is found`(text: String, after: String, wanted: String) throws {
    #expect(try next(text, after: after) == wanted)
  }

  @Test func `it follows the clock of its zone`() throws {
    #expect(try next("0 3 * * *", after: "2026-07-01T00:00:00Z", zone: "Europe/Berlin") == "2026-07-01T01:00:00Z")
    #expect(try next("0 3 * * *", after: "2026-12-01T00:00:00Z", zone: "Europe/Berlin") == "2026-12-01T02:00:00Z")
  }

  @Test func `an hour that is skipped fires later, one that is repeated fires once`() throws {
    // 2026-03-29 02:00 becomes 03:00; 2026-10-25 03:00 becomes 02:00 again.
    let zone = "Europe/Berlin"
    #expect(try next("30 2 * * *", after: "2026-03-28T12:00:00Z", zone: zone) == "2026-03-29T01:30:00Z")
    #expect(try next("30 2 * * *", after: "2026-10-24T12:00:00Z", zone: zone) == "2026-10-25T00:30:00Z")
    #expect(try next("30 2 * * *", after: "2026-10-25T00:30:00Z", zone: zone) == "2026-10-26T01:30:00Z")
  }

  @Test func `what happens every few minutes goes on happening while an hour is repeated`() throws {
    let zone = "Europe/Berlin"
    // 00:59 is the last minute of the first 02:xx, 01:00 the first of the second.
    #expect(try next("*/15 * * * *", after: "2026-10-25T00:46:00Z", zone: zone) == "2026-10-25T01:00:00Z")
    #expect(try next("*/15 * * * *", after: "2026-10-25T01:00:00Z", zone: zone) == "2026-10-25T01:15:00Z")
    #expect(try next("*/15 * * * *", after: "2026-10-25T01:45:00Z", zone: zone) == "2026-10-25T02:00:00Z")
    #expect(try next("*/15 * * * *", after: "2026-03-29T00:46:00Z", zone: zone) == "2026-03-29T01:00:00Z")
    #expect(try next("5 * * * *", after: "2026-10-25T00:05:00Z", zone: zone) == "2026-10-25T01:05:00Z")
    #expect(try next("5 */2 * * *", after: "2026-10-25T00:05:00Z", zone: zone) == "2026-10-25T03:05:00Z")
  }

  @Test(arguments: [
    "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "a * * * *",
    "*/0 * * * *", "5-1 * * * *", "1,,2 * * * *", "0 0 31 2 *", "0 0 30 feb *", "-1 * * * *", "1-2-3 * * * *",
  ])
  func `what cannot be read or never fires is refused by its field`(text: String) {
    #expect {
      try CronExpression(parsing: text, field: "schedule")
    } throws: { ($0 as? SlipwayError)?.details.keys.contains("schedule") == true }
  }

  @Test(arguments: [
    ("0 3 * * *", "every day at 03:00"), ("*/15 * * * *", "every 15 minutes"), ("* * * * *", "every minute"),
    ("5 * * * *", "every hour at minute 5"), ("0 3 * * 1-5", "Monday to Friday at 03:00"),
    ("30 4 1,15 * *", "on day 1 and 15 of the month at 04:30"), ("0 */6 * * *", "every 6 hours at minute 0"),
    ("0 3 * 1 0", "every Sunday in January at 03:00"),
    ("*/15 8-18 * * 1-5", "every 15 minutes from 08:00 to 18:59, Monday to Friday"),
    ("*/10 */2 * * *", "every 10 minutes of every second hour"),
    ("0 8-18 * * *", "every day at minute 0 from 08:00 to 18:59"),
    ("*/30 * * * 0", "every 30 minutes, every Sunday"),
  ])
  func `it is said in words`(text: String, words: String) throws {
    #expect(try CronExpression(parsing: text, field: "schedule").inWords == words)
  }

  @Test func `a zone that does not exist is refused`() throws {
    #expect(try ZoneName.check("Europe/Berlin", field: "timezone") == "Europe/Berlin")
    #expect(try ZoneName.check("", field: "timezone") == nil)
    #expect(throws: SlipwayError.self) { try ZoneName.check("Mars/Olympus", field: "timezone") }
  }
}
