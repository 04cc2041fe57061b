import NIOCore
import Testing

@testable import SlipwayHost

/// What Redis says, in pieces as the network cuts it.
@Suite struct RESPDecoderTests {
  private static func read(_ text: String) throws -> RESPValue? {
    var buffer = ByteBuffer(string: text)
    return try RESPDecoder.value(&buffer, depth: 0)
  }

  @Test func `every kind of value is read`() throws {
    #expect(try Self.read("+OK\r\n") == .text("OK"))
    #expect(try Self.read("-WRONGPASS no\r\n") == .error("WRONGPASS no"))
    #expect(try Self.read(":42\r\n") == .integer(42))
    #expect(try Self.read("$6\r\na\r\nb\u{e9}\r\n") == .text("a\r\nb\u{e9}"))
    #expect(try Self.read("$-1\r\n") == .null)
    #expect(try Self.read("*-1\r\n") == .null)
    #expect(try Self.read("*2\r\n$1\r\na\r\n*1\r\n:1\r\n") == .list([.text("a"), .list([.integer(1)])]))
  }

  @Test func `an answer that has not come whole is waited for`() throws {
    let whole = "*2\r\n$3\r\nabc\r\n*2\r\n:1\r\n+x\r\n"
    for length in 0..<whole.utf8.count {
      #expect(try Self.read(String(decoding: Array(whole.utf8.prefix(length)), as: UTF8.self)) == nil)
    }
    #expect(try Self.read(whole) != nil)
  }

  @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n", "$2000000000\r\n", "*99999999\r\n", ":x\r\n"])
  func `what is no Redis is refused`(text: String) {
    #expect(throws: RedisError.self) { try Self.read(text) }
  }

  @Test func `a nest that has no end is refused`() {
    #expect(throws: RedisError.self) { try Self.read(String(repeating: "*1\r\n", count: 100)) }
  }

  @Test func `whatever is in a word, it stays one word`() {
    let buffer = RedisReplies.encoded(["AUTH", "a\r\n*1 é"], ByteBufferAllocator())
    #expect(String(buffer: buffer) == "*2\r\n$4\r\nAUTH\r\n$8\r\na\r\n*1 é\r\n")
  }

  @Test func `an old server is told apart from a good one`() {
    #expect(RedisLook.judge("# Server\r\nredis_version:7.0.15\r\n") == .well(version: "7.0.15"))
    for text in ["redis_version:5.0.3\r\n", ""] {
      guard case .wrong = RedisLook.judge(text) else {
        Issue.record("'\(text)' is taken for a good one")
        continue
      }
    }
  }
}
