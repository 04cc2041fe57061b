import Testing

@testable import SlipwayAgent

/// Gives a text to a parser as the kernel would.
func reading<Result>(_ text: String, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
  let bytes = Array(text.utf8)
  return try body(bytes.span)
}

@Suite struct KernelTextTests {
  @Test func `a file with one number is that number`() {
    #expect(reading("123456\n") { KernelText.number($0) } == 123_456)
    #expect(reading("  7") { KernelText.number($0) } == 7)
  }

  @Test func `a word or nothing is no number`() {
    #expect(reading("max\n") { KernelText.number($0) } == nil)
    #expect(reading("") { KernelText.number($0) } == nil)
  }

  @Test func `a number larger than ours is the largest`() {
    #expect(reading("18446744073709551615\n") { KernelText.number($0) } == Int.max)
  }

  @Test func `a line is found by its whole word`() {
    let text = "file_mapped 1\ninactive_file 2\nfile 3\nfile_dirty 4"
    #expect(reading(text) { KernelText.value(of: "file", in: $0) } == 3)
    #expect(reading(text) { KernelText.value(of: "inactive_file", in: $0) } == 2)
    #expect(reading(text) { KernelText.value(of: "file_dirty", in: $0) } == 4)
    #expect(reading(text) { KernelText.value(of: "dirty", in: $0) } == nil)
  }

  @Test func `a colon and blanks may stand between word and number`() {
    #expect(reading("MemTotal:       24684084 kB\n") { KernelText.value(of: "MemTotal", in: $0) } == 24_684_084)
    #expect(reading("MemTotal:\tkB\n") { KernelText.value(of: "MemTotal", in: $0) } == nil)
  }

  @Test func `numbers behind a word are summed over all lines`() {
    let text = "8:0 rbytes=10 wbytes=200 rios=1\n259:0 rbytes=5 wbytes=1 rios=9\n"
    #expect(reading(text) { KernelText.sum(behind: "rbytes=", in: $0) } == 15)
    #expect(reading(text) { KernelText.sum(behind: "wbytes=", in: $0) } == 201)
    #expect(reading(text) { KernelText.sum(behind: "bytes=", in: $0) } == 0)
    #expect(reading("") { KernelText.sum(behind: "rbytes=", in: $0) } == 0)
  }
}
