import Foundation
import SlipwayCore
import SlipwayProcedures
import Testing

struct LogFilterTests {
  private let now = Date(timeIntervalSince1970: 1_000_000)

  @Test(arguments: [("30s", 30.0), ("15m", 900), ("2h", 7200), ("7d", 604_800), ("0s", 0)])
  func `A log is read from so long ago`(since: String, seconds: Double) throws {
    let filter = try LogFilter(since: since, search: nil)
    #expect(filter.since(before: now) == now.addingTimeInterval(-seconds))
  }

  @Test(arguments: ["all", nil])
  func `A log is read from its beginning`(since: String?) throws {
    #expect(try LogFilter(since: since, search: nil).since(before: now) == nil)
  }

  @Test(arguments: ["", "m", "15", "15w", "-5m", "1.5h", "1234567890s", "1h$(id)", "٣m"])
  func `Other times are refused by their field`(since: String) {
    let error = #expect(throws: SlipwayError.self) { try LogFilter(since: since, search: nil) }
    #expect(error?.details.keys.contains("since") == true)
  }

  @Test func `A line is shown when it has the words in any case`() throws {
    let filter = try LogFilter(since: nil, search: "Not Found")
    #expect(filter.shows("GET / 404 not found"))
    #expect(!filter.shows("found"))
    #expect(try LogFilter(since: nil, search: "").shows("anything"))
    #expect(throws: SlipwayError.self) { try LogFilter(since: nil, search: "a'b") }
    #expect(throws: SlipwayError.self) { try LogFilter(since: nil, search: String(repeating: "a", count: 501)) }
  }
}
