import SlipwayHost
import Testing

@Suite struct LineSplitterTests {
  private func lines(_ pieces: [String]) -> [String] { lines(pieces.map { Array($0.utf8) }) }

  private func lines(_ pieces: [[UInt8]]) -> [String] {
    var splitter = LineSplitter()
    let all = pieces.flatMap { splitter.feed($0) }
    return all + [splitter.finish()].compactMap { $0 }
  }

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]), ("\n\n", ["", ""]),
    ("10%\r20%\r100%\ndone\n", ["100%", "done"]), ("50%\r", ["50%"]), ("\r\r\na", ["", "a"]),
    ("a\r\r\nb", ["a", "b"]),
  ])
  func `Lines are as a terminal shows them, however the bytes arrive`(text: String, expected: [String]) {
    #expect(lines([text]) == expected)
    #expect(lines(text.utf8.map { [$0] }) == expected)
  }

  @Test func `A character that arrives in two pieces is one`() {
    let bytes = Array("grün 🚢\n".utf8)
    for cut in bytes.indices {
      #expect(lines([Array(bytes[..<cut]), Array(bytes[cut...])]) == ["grün 🚢"])
    }
  }

  @Test func `Bytes that are no text are repaired`() {
    #expect(lines([[0x61, 0xFF, 0xC3, 0x28, 0x0A]]) == ["a\u{FFFD}\u{FFFD}("])
    #expect(lines([[0x61, 0, 0x62, 0x0A]]) == ["a?b"])
  }

  @Test func `A line that never ends is cut between characters and needs no more memory`() {
    let text = String(repeating: "🚢", count: 40_000)
    let all = lines([text + "\nx\n"])
    #expect(all.count == 4)
    #expect(all.allSatisfy { $0.utf8.count <= LineSplitter.limit && !$0.contains("\u{FFFD}") })
    #expect(all.joined() == text + "x")
    let noise = lines([[UInt8](repeating: 0x80, count: 200_000)])
    #expect(noise.count == 4)
  }

  @Test func `What stands before a line outlives a return, and begins each piece of a line that is cut`() {
    var splitter = LineSplitter(margin: 3)
    #expect(splitter.feed(Array("1: 10%\r99: 20%\r\n2: \rx\n3: y\r".utf8)) == ["1: 99: 20%", "2: x"])
    #expect(splitter.finish() == "3: y")
    var cutter = LineSplitter(margin: 3)
    let pieces = cutter.feed(Array(("4: " + String(repeating: "a", count: 150_000) + "\n").utf8))
    #expect(pieces.count == 3)
    #expect(pieces.allSatisfy { $0.hasPrefix("4: a") && $0.utf8.count <= LineSplitter.limit })
    #expect(pieces.reduce(0) { $0 + $1.utf8.count - 3 } == 150_000)
  }
}
