import AsyncHTTPClient
import Foundation
import NIOCore
import SlipwayCore

/// Values that the engine sends one a line for as long as it likes. Asked for when iterated; a slow reader makes the
/// engine wait.
package struct JSONLines<Element: Decodable & Sendable>: AsyncSequence, Sendable {
  private let open: @Sendable () async throws -> HTTPClientResponse.Body

  init(open: @escaping @Sendable () async throws -> HTTPClientResponse.Body) { self.open = open }

  package func makeAsyncIterator() -> Iterator { Iterator(open) }

  /// Reads one stream to its end.
  package struct Iterator: AsyncIteratorProtocol {
    private let open: @Sendable () async throws -> HTTPClientResponse.Body
    private var body: HTTPClientResponse.Body.AsyncIterator?
    private var lines = ByteLines()

    fileprivate init(_ open: @escaping @Sendable () async throws -> HTTPClientResponse.Body) { self.open = open }

    package mutating func next() async throws -> Element? {
      var body = if let body { body } else { try await open().makeAsyncIterator() }
      defer { self.body = body }
      while true {
        if let line = lines.next() { return try DockerClient.decode(line, what: "stream") }
        guard let bytes = try await DockerStream.next(&body) else {
          return try lines.rest().map { try DockerClient.decode($0, what: "stream") }
        }
        try lines.feed(bytes)
      }
    }
  }
}

/// Cuts bytes at line ends, and refuses a line that never ends.
struct ByteLines {
  static let longest = 16 << 20
  private var buffer = ByteBuffer()
  /// Up to here no line end was found.
  private var scanned = 0

  mutating func feed(_ bytes: ByteBuffer) throws {
    guard buffer.readableBytes + bytes.readableBytes <= Self.longest else {
      throw SlipwayError(.internal, "Docker sent a line that does not end.")
    }
    if buffer.readerIndex > 0 { scanned -= buffer.readerIndex }
    buffer.discardReadBytes()
    buffer.writeImmutableBuffer(bytes)
  }

  /// - Returns: the next line that is not blank.
  mutating func next() -> Data? {
    while true {
      let view = buffer.readableBytesView
      let from = Swift.max(view.startIndex, scanned)
      guard let end = view[from...].firstIndex(of: UInt8(ascii: "\n")) else {
        scanned = view.endIndex
        return nil
      }
      let line = Data(view[view.startIndex..<end])
      buffer.moveReaderIndex(to: end + 1)
      scanned = buffer.readerIndex
      if line.contains(where: { $0 > 32 }) { return line }
    }
  }

  mutating func rest() -> Data? {
    defer { self = ByteLines() }
    let line = Data(buffer.readableBytesView)
    return line.contains(where: { $0 > 32 }) ? line : nil
  }
}

/// Reads an answer's body piece by piece, with failures in the product's words.
enum DockerStream {
  static func next(_ body: inout HTTPClientResponse.Body.AsyncIterator) async throws -> ByteBuffer? {
    do {
      return try await body.next()
    } catch {
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      throw SlipwayError(
        .unreachable, "The Docker Engine ended the connection. It may have been restarted; try again.", cause: error)
    }
  }
}
