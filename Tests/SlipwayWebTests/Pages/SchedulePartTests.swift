import Foundation
import Testing

@testable import SlipwayWeb

@Suite struct SchedulePartTests {
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  @Test func `a schedule is said in words with its next three moments`() {
    let text = SchedulePart.render("0 3 * * *", zone: "", now: now).text
    #expect(text.contains("every day at 03:00, UTC"))
    #expect(text.ranges(of: "<time").count == 3)
    #expect(text.contains("2027-01-16T03:00:00Z"))
    #expect(SchedulePart.render("0 3 * * *", zone: "Europe/Berlin", now: now).text.contains("2027-01-16T02:00:00Z"))
  }

  @Test(arguments: [("nonsense", ""), ("0 0 31 2 *", ""), ("0 3 * * *", "Mars/Olympus"), ("", "")])
  func `what cannot be read is said`(expression: String, zone: String) {
    let text = SchedulePart.render(expression, zone: zone, now: now).text
    #expect(text.hasPrefix("<span class=\"problem\">The "))
  }
}
