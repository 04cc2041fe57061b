import AsyncAlgorithms
import NIOCore
import SlipwayCore
import SlipwayEngine

/// What a git client sends, read as it comes and held no longer than it takes to hand on.
actor GitInput {
  /// One who reads, and what the source brings meanwhile.
  private enum Ended<Answer: Sendable>: Sendable {
    case source
    case reader(Answer)
  }

  private nonisolated let channel = AsyncChannel<[UInt8]>()
  private var buffer: ArraySlice<UInt8> = []

  /// Runs `body` while the source is read.
  /// - Parameters:
  ///   - limit: after so many bytes the source is taken for ended.
  ///   - drains: afterwards the source is read to its end, for a client that listens only when it has sent everything.
  static func reading<Source: AsyncSequence & Sendable, Answer: Sendable>(
    _ source: Source, limit: Int, inflates: Bool = false, drains: Bool,
    _ body: @escaping @Sendable (GitInput) async throws -> Answer
  ) async throws -> Answer where Source.Element == ByteBuffer {
    let input = GitInput()
    return try await withThrowingTaskGroup(of: Ended<Answer>.self) { group in
      group.addTask {
        await input.take(source, limit, inflates)
        return .source
      }
      group.addTask {
        defer { input.stop() }
        return .reader(try await body(input))
      }
      defer { group.cancelAll() }
      var answer: Answer?
      while let ended = try await group.next() {
        if case .reader(let found) = ended { answer = found }
        if let answer, !drains { return answer }
      }
      guard let answer else { throw CancellationError() }
      return answer
    }
  }

  /// Nobody reads any more: what is sent from now on is thrown away.
  nonisolated func stop() { channel.finish() }

  /// - Returns: `nil` at the end.
  /// - Throws: ``SlipwayError`` `badRequest` for what is no packet.
  func packet() async throws -> Packet? {
    guard try await fill(4) else { return nil }
    guard let length = Packet.length(of: buffer.prefix(4)), length < 4 || length <= Packet.most + 4 else {
      throw SlipwayError(.badRequest, "This is not git's protocol.")
    }
    buffer = buffer.dropFirst(4)
    guard length > 4 else { return length == 0 ? .flush : length == 4 ? .data([]) : .mark }
    guard try await fill(length - 4) else { throw SlipwayError(.badRequest, "What git sent ended too early.") }
    defer { buffer = buffer.dropFirst(length - 4) }
    return .data(Array(buffer.prefix(length - 4)))
  }

  /// What comes next, as it is.
  func chunk() async -> [UInt8]? {
    guard buffer.isEmpty else {
      defer { buffer = [] }
      return Array(buffer)
    }
    var iterator = channel.makeAsyncIterator()
    return await iterator.next()
  }

  /// - Returns: whether there are so many bytes.
  private func fill(_ count: Int) async throws -> Bool {
    while buffer.count < count {
      var iterator = channel.makeAsyncIterator()
      guard let next = await iterator.next() else {
        guard buffer.isEmpty else { throw SlipwayError(.badRequest, "What git sent ended too early.") }
        return false
      }
      buffer = buffer.isEmpty ? next[...] : buffer + next
    }
    return true
  }

  private nonisolated func take<Source: AsyncSequence>(_ source: Source, _ limit: Int, _ inflates: Bool) async
  where Source.Element == ByteBuffer {
    var left = limit
    let inflater = inflates ? Inflater() : nil
    defer { channel.finish() }
    do {
      for try await chunk in source {
        let bytes = Array(chunk.readableBytesView)
        left -= bytes.count
        guard left >= 0 else { return }
        guard let inflater else {
          await channel.send(bytes)
          continue
        }
        for part in try inflater.feed(bytes) {
          left -= part.count
          guard left >= 0 else { return }
          await channel.send(part)
        }
      }
    } catch {
      // A connection that broke is an input that ended too early; whoever reads says so.
    }
  }
}
