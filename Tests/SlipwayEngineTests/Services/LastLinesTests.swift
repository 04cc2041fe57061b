import Testing

@testable import SlipwayEngine

struct LastLinesTests {
  private func last(_ count: Int, _ lines: [String]) -> [String] {
    var found = LastLines(count: count)
    for line in lines { found.append(line) }
    return found.texts
  }

  @Test func `What two outputs and several tasks wrote stands in the order of its time`() {
    let lines = [
      "2026-11-26T19:15:32.938230353Z starting", "2026-11-26T19:15:34.000000000Z ended",
      "2026-11-26T19:15:33.100000000Z warning: no file", "2026-11-26T19:15:33.100000000Z warning: no user",
    ]
    #expect(last(10, lines) == ["starting", "warning: no file", "warning: no user", "ended"])
    #expect(last(2, lines) == ["warning: no user", "ended"])
  }

  @Test func `A line without a time stays behind the one before it`() {
    #expect(
      last(10, ["2026-11-26T19:15:34.000000000Z b", "and so on", "2026-11-26T19:15:33.000000000Z a", ""])
        == ["a", "", "b", "and so on"])
    #expect(last(10, ["plain", "2026 is a year and no time, long as it is"]).count == 2)
  }

  @Test func `Of a long log the newest lines are kept, whichever task they came from`() {
    let one = (0..<500).map { "2026-11-26T19:15:32.\(String(100_000_000 + 2 * $0))Z one \($0)" }
    let two = (0..<500).map { "2026-11-26T19:15:32.\(String(100_000_001 + 2 * $0))Z two \($0)" }
    #expect(last(4, one + two) == ["one 498", "two 498", "one 499", "two 499"])
    #expect(last(1, ["2026-11-26T19:15:32.938230353Z " + String(repeating: "x", count: 9000)])[0].count == 4096)
  }
}
