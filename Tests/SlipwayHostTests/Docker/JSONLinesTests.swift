import NIOCore
import SlipwayCore
import Testing

@testable import SlipwayHost

@Suite struct JSONLinesTests {
  private func lines(_ pieces: [String]) throws -> [String] {
    var lines = ByteLines()
    var all: [String] = []
    for piece in pieces {
      try lines.feed(ByteBuffer(string: piece))
      while let line = lines.next() { all.append(String(decoding: line, as: UTF8.self)) }
    }
    return all + [lines.rest()].compactMap { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  @Test func `Lines are cut wherever the pieces end, and blank ones are left out`() throws {
    let text = "{\"a\":1}\r\n\r\n{\"b\":2}\n\n{\"c\":3}"
    let expected = ["{\"a\":1}\r", "{\"b\":2}", "{\"c\":3}"]
    #expect(try lines([text]) == expected)
    #expect(try lines(text.unicodeScalars.map { String($0) }) == expected)
  }

  @Test func `A line that never ends is refused`() {
    let piece = String(repeating: "x", count: 1 << 20)
    #expect(throws: SlipwayError.self) { try lines(Array(repeating: piece, count: 17)) }
  }
}
