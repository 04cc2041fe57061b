import NIOCore
import SlipwayCore
import Testing

@testable import SlipwayHost

@Suite struct LogDemultiplexerTests {
  private func frame(_ kind: UInt8, _ text: String, length: Int? = nil) -> [UInt8] {
    let count = UInt32(length ?? text.utf8.count)
    return [kind, 0, 0, 0] + (0..<4).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
      + Array(text.utf8)
  }

  private func chunks(_ pieces: [[UInt8]]) throws -> [DockerLogChunk] {
    var demultiplexer = LogDemultiplexer()
    var all: [DockerLogChunk] = []
    for piece in pieces {
      demultiplexer.feed(ByteBuffer(bytes: piece))
      while let chunk = try demultiplexer.next() { all.append(chunk) }
    }
    return all
  }

  @Test func `Frames are taken apart, however the bytes arrive`() throws {
    let bytes = frame(1, "out") + frame(2, "") + frame(2, "error") + frame(0, "in")
    let expected: [DockerLogChunk] = [
      DockerLogChunk(stream: .output, bytes: Array("out".utf8)),
      DockerLogChunk(stream: .error, bytes: Array("error".utf8)),
      DockerLogChunk(stream: .output, bytes: Array("in".utf8)),
    ]
    #expect(try chunks([bytes]) == expected)
    let single = try chunks(bytes.map { [$0] })
    #expect(single.filter { $0.stream == .error }.flatMap(\.bytes) == Array("error".utf8))
    #expect(single.filter { $0.stream == .output }.flatMap(\.bytes) == Array("outin".utf8))
  }

  @Test func `A frame that announces gigabytes is handed on as it comes`() throws {
    let all = try chunks([frame(1, "start", length: 4_000_000_000), Array("more".utf8)])
    #expect(all.map { String(decoding: $0.bytes, as: UTF8.self) } == ["start", "more"])
  }

  @Test func `Bytes that are no frames are refused`() {
    #expect(throws: SlipwayError.self) { try chunks([Array("plain text of a terminal".utf8)]) }
    #expect(throws: SlipwayError.self) { try chunks([[3, 0, 0, 0, 0, 0, 0, 1]]) }
  }
}
