import Testing

@testable import SlipwayHost

@Suite struct CheckoutSizeTests {
  @Test func `files and their bytes are counted, however the list is cut into pieces`() {
    let name = String(repeating: "9", count: 40)
    let list = Array(
      "100644 blob \(name)      12\ta 77\0100755 blob \(name) 3000000\tb\tc 5\0160000 commit \(name)       -\td\0"
        .utf8)
    for length in [1, 7, list.count] {
      var size = CheckoutSize()
      for start in stride(from: 0, to: list.count, by: length) {
        size.feed(Array(list[start..<min(start + length, list.count)]))
      }
      #expect(size.files == 3 && size.bytes == 3_000_012)
      #expect(size.isWithin(CheckoutSize(files: 3, bytes: 3_000_012)))
      #expect(!size.isWithin(CheckoutSize(files: 2, bytes: 4_000_000)))
      #expect(!size.isWithin(CheckoutSize(files: 9, bytes: 3_000_011)))
    }
  }
}
