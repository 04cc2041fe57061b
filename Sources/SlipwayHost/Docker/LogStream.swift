import AsyncHTTPClient
import NIOCore
import SlipwayCore

/// What containers write, piece by piece. A slow reader makes the engine wait.
package struct LogStream: AsyncSequence, Sendable {
  private let body: HTTPClientResponse.Body
  private let isTTY: Bool

  init(body: HTTPClientResponse.Body, isTTY: Bool) {
    self.body = body
    self.isTTY = isTTY
  }

  package func makeAsyncIterator() -> Iterator { Iterator(body: body.makeAsyncIterator(), isTTY: isTTY) }

  /// The same as text, line by line.
  package var lines: LogLines { LogLines(self) }

  /// The same of a log that was asked for with times: whatever a container writes, each line keeps Docker's time.
  package var stampedLines: LogLines { LogLines(self, margin: "2026-01-02T03:04:05.000000000Z ".utf8.count) }

  /// Reads one log to its end.
  package struct Iterator: AsyncIteratorProtocol {
    private var body: HTTPClientResponse.Body.AsyncIterator
    private let isTTY: Bool
    private var demultiplexer = LogDemultiplexer()

    fileprivate init(body: HTTPClientResponse.Body.AsyncIterator, isTTY: Bool) {
      self.body = body
      self.isTTY = isTTY
    }

    package mutating func next() async throws -> DockerLogChunk? {
      while true {
        if let chunk = try demultiplexer.next() { return chunk }
        guard let bytes = try await DockerStream.next(&body) else { return nil }
        if isTTY { return DockerLogChunk(stream: .output, bytes: Array(bytes.readableBytesView)) }
        demultiplexer.feed(bytes)
      }
    }
  }
}

/// Some bytes that a container wrote.
package struct DockerLogChunk: Sendable, Hashable {
  /// Which of the container's two outputs.
  package enum Stream: Sendable, Hashable {
    case output, error
  }
  package let stream: Stream
  package let bytes: [UInt8]
}

/// Takes the two outputs of a container apart: frames of an eight-byte head and its bytes.
///
/// A frame is handed on as it arrives, so that no announced length makes this wait or need memory.
struct LogDemultiplexer {
  private var buffer = ByteBuffer()
  private var stream = DockerLogChunk.Stream.output
  /// Bytes of the present frame that have not come yet.
  private var missing = 0

  mutating func feed(_ bytes: ByteBuffer) {
    buffer.discardReadBytes()
    buffer.writeImmutableBuffer(bytes)
  }

  mutating func next() throws -> DockerLogChunk? {
    while missing == 0 {
      guard try readHead() else { return nil }
    }
    guard let bytes = buffer.readBytes(length: min(missing, buffer.readableBytes)), !bytes.isEmpty else { return nil }
    missing -= bytes.count
    return DockerLogChunk(stream: stream, bytes: bytes)
  }

  private mutating func readHead() throws -> Bool {
    guard let head = buffer.readBytes(length: 8) else { return false }
    guard head[0] <= 2, head[1] == 0, head[2] == 0, head[3] == 0 else {
      throw SlipwayError(.internal, "Docker sent a log in an unknown format.")
    }
    stream = head[0] == 2 ? .error : .output
    missing = head[4...].reduce(0) { $0 << 8 | Int($1) }
    return true
  }
}
