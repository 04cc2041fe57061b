import Testing

@testable import SlipwayWeb

@Suite struct AmountsTests {
  @Test(
    "Bytes are short",
    arguments: [
      (0, "0"), (1, "1"), (1023, "1023"), (1024, "1k"), (1536, "1.5k"), (536_870_912, "512m"),
      (1_610_612_736, "1.5g"), (1 << 40, "1t"), (1 << 50, "1024t"), (-5, "-5"),
    ])
  func bytes(count: Int, words: String) {
    #expect(Amounts.bytes(count) == words)
  }

  @Test func `cores, times and numbers have no needless zeros`() {
    #expect(Amounts.cores(nanoCPUs: 500_000_000) == "0.5")
    #expect(Amounts.cores(nanoCPUs: 2_000_000_000) == "2")
    #expect(Amounts.seconds(nanoseconds: 30_000_000_000) == "30s")
    #expect(Amounts.seconds(nanoseconds: 500_000_000) == "500ms")
    #expect(Amounts.seconds(nanoseconds: 1_500_000_000) == "1500ms")
    #expect(Amounts.plain(0.1 + 0.2) == "0.3")
    #expect(Amounts.plain(1e20) == "100000000000000000000.000".replacing(".000", with: ""))
  }

  @Test func `one is one, all others are many`() {
    #expect(Amounts.count(1, "project") == "1 project")
    #expect(Amounts.count(0, "project") == "0 projects")
    #expect(Amounts.count(2, "project") == "2 projects")
  }
}
