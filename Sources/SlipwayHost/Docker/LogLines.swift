/// One line that a container wrote.
package struct DockerLogLine: Sendable, Hashable {
  package let stream: DockerLogChunk.Stream
  package let text: String
}

/// What containers write, line by line; a line of one output never runs into one of the other.
package struct LogLines: AsyncSequence, Sendable {
  private let log: LogStream
  private let margin: Int

  /// - Parameter margin: how many bytes Docker puts before each line.
  init(_ log: LogStream, margin: Int = 0) {
    self.log = log
    self.margin = margin
  }

  package func makeAsyncIterator() -> Iterator { Iterator(log.makeAsyncIterator(), margin) }

  /// Reads one log to its end.
  package struct Iterator: AsyncIteratorProtocol {
    private var chunks: LogStream.Iterator
    private var output: LineSplitter
    private var error: LineSplitter
    private var ready: ArraySlice<DockerLogLine> = []
    private var isOver = false

    fileprivate init(_ chunks: LogStream.Iterator, _ margin: Int) {
      self.chunks = chunks
      output = LineSplitter(margin: margin)
      error = LineSplitter(margin: margin)
    }

    package mutating func next() async throws -> DockerLogLine? {
      while ready.isEmpty {
        guard !isOver else { return nil }
        if let chunk = try await chunks.next() {
          let lines = chunk.stream == .output ? output.feed(chunk.bytes) : error.feed(chunk.bytes)
          ready = lines.map { DockerLogLine(stream: chunk.stream, text: $0) }[...]
        } else {
          isOver = true
          let rest = [(DockerLogChunk.Stream.output, output.finish()), (.error, error.finish())]
          ready = rest.compactMap { stream, text in text.map { DockerLogLine(stream: stream, text: $0) } }[...]
        }
      }
      return ready.popFirst()
    }
  }
}
