import NIOCore

/// A body of which somebody counts what has come.
struct CountedBody<Base: AsyncSequence & Sendable>: AsyncSequence, Sendable where Base.Element == ByteBuffer {
  let base: Base
  let progress: UploadPace.Progress

  /// Counts on the way.
  struct AsyncIterator: AsyncIteratorProtocol {
    var base: Base.AsyncIterator
    let progress: UploadPace.Progress

    mutating func next() async throws -> ByteBuffer? {
      let next = try await base.next()
      if let next { progress.note(next.readableBytes) }
      return next
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(base: base.makeAsyncIterator(), progress: progress) }
}

extension AsyncSequence where Self: Sendable, Element == ByteBuffer {
  func counted(by progress: UploadPace.Progress) -> CountedBody<Self> { CountedBody(base: self, progress: progress) }
}
