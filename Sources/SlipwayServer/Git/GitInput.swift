import AsyncAlgorithms
import NIOCore
import SlipwayCore
import SlipwayEngine
import SlipwayHost

/// What a git client sends, read as it comes and held no longer than it takes to hand on.
actor GitInput {
  /// One who reads, and what the source brings meanwhile.
  private enum Ended<Answer: Sendable>: Sendable {
    case source
    case reader(Answer)
  }

  private nonisolated let channel = AsyncChannel<[UInt8]>()
  private var buffer: ArraySlice<UInt8> = []
  private let patience: Duration?

  private init(patience: Duration?) { self.patience = patience }

  /// Runs `body` while the source is read.
  /// - Parameters:
  ///   - limit: after so many bytes the source is taken for ended.
  ///   - drains: afterwards the source is read to its end, for a client that listens only when it has sent everything.
  ///   - patience: a source that brings nothing for so long, while it is waited for, is taken for ended.
  static func reading<Source: AsyncSequence & Sendable, Answer: Sendable>(
    _ source: Source, limit: Int, inflates: Bool = false, drains: Bool, patience: Duration? = nil,
    _ body: @escaping @Sendable (GitInput) async throws -> Answer
  ) async throws -> Answer where Source.Element == ByteBuffer {
    let input = GitInput(patience: patience)
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
    return await next()
  }

  private func next() async -> [UInt8]? {
    let channel = channel
    let read: @Sendable () async -> [UInt8]? = {
      var iterator = channel.makeAsyncIterator()
      return await iterator.next()
    }
    guard let patience else { return await read() }
    let found = try? await Deadline.run(within: patience, what: "Waiting for the client") { await read() ?? [] }
    // No chunk is empty.
    guard let found, !found.isEmpty else {
      stop()
      return nil
    }
    return found
  }

  /// - Returns: whether there are so many bytes.
  private func fill(_ count: Int) async throws -> Bool {
    while buffer.count < count {
      guard let next = await next() else {
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
        guard !bytes.isEmpty else { continue }
        guard let inflater else {
          await channel.send(bytes)
          continue
        }
        for part in try inflater.feed(bytes) where !part.isEmpty {
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
