import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct RuntimeWordsTests {
  @Test(
    "Typed times are nanoseconds",
    arguments: [
      ("30s", 30_000_000_000), ("500ms", 500_000_000), ("2m", 120_000_000_000), ("1h", 3_600_000_000_000),
      ("5", 5_000_000_000), (" 5 S ", 5_000_000_000), ("0.5s", 500_000_000), ("0", 0),
    ])
  func times(typed: String, nanoseconds: Int) throws {
    #expect(try RuntimeWords.nanoseconds(typed, field: "every") == nanoseconds)
  }

  @Test("What is no time names its field", arguments: ["soon", "-1s", "1d", "5 5s", "1e30h", "nan", "inf", "∞", "s"])
  func refusals(typed: String) throws {
    let error = #expect(throws: SlipwayError.self) { try RuntimeWords.nanoseconds(typed, field: "every") }
    #expect(error?.code == .badRequest)
    #expect(error?.details.keys.first == "every")
  }

  @Test func `nothing typed is nothing`() throws {
    #expect(try RuntimeWords.nanoseconds("  ", field: "every") == nil)
    #expect(RuntimeWords.seconds(nil) == "")
  }

  @Test func `stored amounts are shown as they are typed, and as they are when nobody can read them`() {
    #expect(RuntimeWords.memory("536870912") == "512m")
    #expect(RuntimeWords.memory("") == nil)
    #expect(RuntimeWords.memory("lots") == "lots")
    #expect(RuntimeWords.cores("500000000") == "0.5")
    #expect(RuntimeWords.cores(nil) == nil)
    #expect(RuntimeWords.cores("many") == "many")
    #expect(RuntimeWords.seconds(10_000_000_000) == "10s")
  }
}
