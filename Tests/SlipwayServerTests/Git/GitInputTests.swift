import NIOCore
import Testing

@testable import SlipwayServer

@Suite struct GitInputTests {
  @Test func `a client that says nothing does not hold its place`() async throws {
    let (source, sender) = AsyncStream.makeStream(of: ByteBuffer.self)
    sender.yield(ByteBuffer(string: "first"))
    let all = try await GitInput.reading(source, limit: 100, drains: false, patience: .milliseconds(50)) { input in
      var all: [UInt8] = []
      while let chunk = await input.chunk() { all += chunk }
      return all
    }
    #expect(all == Array("first".utf8))
    sender.finish()
  }
}
