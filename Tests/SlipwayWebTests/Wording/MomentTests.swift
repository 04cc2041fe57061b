import Foundation
import Testing

@testable import SlipwayWeb

@Suite struct MomentTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  @Test(
    "A moment is told as people tell it",
    arguments: [
      (0.0, "just now"), (9, "just now"), (-9, "just now"), (10, "10 s ago"), (59, "59 s ago"), (60, "1 min ago"),
      (3599, "59 min ago"), (3600, "1 h ago"), (86_399, "23 h ago"), (86_400, "1 day ago"), (172_800, "2 days ago"),
      (5_184_000, "2 months ago"), (63_072_000, "2 years ago"), (-3600, "in 1 h"), (-86_400, "in 1 day"),
    ])
  func relative(seconds: Double, words: String) {
    #expect(TimeWords.relative(Self.now.addingTimeInterval(-seconds), now: Self.now) == words)
  }

  @Test(
    "The time something took is short",
    arguments: [
      (0, "0 s"), (-1, "0 s"), (0.04, "0 s"), (0.4, "0.4 s"), (9.94, "9.9 s"), (3, "3 s"), (12.4, "12 s"),
      (59.4, "59 s"), (60, "1 min"), (185, "3 min 5 s"), (3600, "1 h 0 min"), (7440, "2 h 4 min"),
    ])
  func elapsed(seconds: Double, words: String) {
    #expect(TimeWords.elapsed(seconds) == words)
  }

  @Test func `the exact time stands beside the words`() {
    let markup = Markup(moment(Self.now, now: Self.now).text)
    #expect(markup.problems.isEmpty)
    #expect(markup.elements.first?.attributes["datetime"] == "2027-01-15T08:00:00Z")
    #expect(markup.elements.first?.attributes["title"] == "2027-01-15T08:00:00Z")
    #expect(markup.text == "just now")
  }
}
