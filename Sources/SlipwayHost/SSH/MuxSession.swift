import Foundation
import Glibc
import NIOCore
import NIOPosix
import SlipwayCore

/// One line that is run over a master connection of `ssh`, as `ssh -S` does it, but without a program of its own for each:
/// starting that took as long as all the rest.
struct MuxSession: Sendable {
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
  /// What fits into every pipe before anybody reads: whose user has many gets them of a page.
  static let atOnce = 4 << 10

  /// The master's socket.
  let control: String
  let line: String
  let input: Command.Input

  /// Output and errors as lines, as they come.
  func run(output: (@Sendable (String) async -> Void)?) async throws -> CommandResult {
    let (status, lines) = try await attend(apart: false) { read, _ in try await Self.lines(read, output) }
    return CommandResult(status: status.code, lines: lines + status.words, isRefused: status.isRefused)
  }

  /// Output as bytes, and errors as lines.
  /// - Throws: ``SlipwayError`` `payload_too_large` for more than `limit` bytes.
  func collect(limit: Int) async throws -> CollectedOutput {
    let (status, (bytes, errors)) = try await attend(apart: true) { read, readErrors in
      async let errors = Self.lines(readErrors, nil)
      return (try await Self.bytes(read, limit), try await errors)
    }
    return CollectedOutput(
      status: status.code, bytes: bytes, errors: errors + status.words, isRefused: status.isRefused)
  }

  /// An SSH server counts a session for a moment after its end: who comes at once may be refused, and comes again. What a
  /// program writes or ends with is none of this: it has run.
  func admitted(
    _ body: @escaping @Sendable (MuxSession) async throws -> CommandResult
  ) async throws -> CommandResult {
    var result = try await body(self)
    for _ in 0..<100 where result.isRefused {
      try await Task.sleep(for: .milliseconds(50))
      result = try await body(self)
    }
    return result
  }

  /// How it ended: 255 is what `ssh` says of itself.
  private struct Status: Sendable {
    var code: Int32 = 255
    var words: [String] = []
    /// The master allowed no session.
    var isRefused = false
  }

  private func attend<Result: Sendable>(
    apart: Bool, _ body: @Sendable (StreamDescriptor, StreamDescriptor) async throws -> Result
  ) async throws -> (Status, Result) {
    let (output, errors) = (try StreamDescriptor.pipe(), try StreamDescriptor.pipe())
    let (source, feed) = try await source()
    let descriptors = [source.number, output.write.number, (apart ? errors : output).write.number]
    let (control, request) = (control, MuxMessage.request(line))
    let number = try await BlockingPool.run { try ControlSocket.session(control, request, descriptors) }
    for end in [source, output.write, errors.write] { end.close() }
    guard let number else { return (Status(), try await body(output.read, errors.read)) }
    return try await Self.connection(number).executeThenClose { inbound, _ in
      async let status = Self.status(inbound)
      async let fed: Void = Self.feed(feed)
      let result = try await body(output.read, errors.read)
      await fed
      return (try await status, result)
    }
  }

  private static func status(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> Status {
    var (buffer, status) = (ByteBuffer(), Status())
    do {
      for try await piece in inbound {
        buffer.writeImmutableBuffer(piece)
        while let message = try MuxMessage.next(&buffer) {
          switch message {
          case .refused(let reason): return Status(words: [reason], isRefused: true)
          case .exited(let code): status.code = Int32(truncatingIfNeeded: code)
          case .other: break
          }
        }
      }
    } catch let error as IOError {
      // The master went in the middle.
      _ = error
    }
    try Task.checkCancellation()
    return status
  }

  /// What it reads from, and what has to be written meanwhile.
  private func source() async throws -> (StreamDescriptor, (to: StreamDescriptor, bytes: [UInt8])?) {
    switch input {
    case .none: return (try Self.open("/dev/null"), nil)
    case .file(let path): return (try await BlockingPool.run { try Self.open(path) }, nil)
    case .secret(let secret): return try Self.pipe(Array(secret.reveal().utf8))
    case .bytes(let bytes): return try Self.pipe(bytes)
    }
  }

  private static func open(_ path: String) throws -> StreamDescriptor {
    let number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else {
      throw SlipwayError(.notFound, "The file \(path), which a program is to read, cannot be opened.")
    }
    return StreamDescriptor(number)
  }

  private static func pipe(_ bytes: [UInt8]) throws -> (StreamDescriptor, (to: StreamDescriptor, bytes: [UInt8])?) {
    CommandInput.ignoreBrokenPipes()
    let ends = try StreamDescriptor.pipe()
    guard bytes.count <= atOnce else { return (ends.read, (ends.write, bytes)) }
    _ = bytes.withUnsafeBytes { write(ends.write.number, $0.baseAddress, $0.count) }
    ends.write.close()
    return (ends.read, nil)
  }

  /// Returns when all of it has been taken. A program may end, or stop to listen, before it has read everything; its status
  /// tells whether that was wrong.
  private static func feed(_ feed: (to: StreamDescriptor, bytes: [UInt8])?) async {
    guard let (end, bytes) = feed else { return }
    let number = end.release()
    guard
      let channel = try? await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .takingOwnershipOfDescriptor(output: number).get()
    else {
      Glibc.close(number)
      return
    }
    // Not by an asynchronous channel's writer: that is done as soon as what it was given waits to be written.
    await withTaskCancellationHandler {
      _ = try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
      _ = try? await channel.close().get()
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  private static func lines(
    _ end: StreamDescriptor, _ receive: (@Sendable (String) async -> Void)?
  ) async throws -> [String] {
    try await channel(input: end).executeThenClose { inbound, _ in
      var lines = OutputLines(receive)
      for try await piece in inbound { await lines.feed(piece.withUnsafeReadableBytes { lines.feed($0) }) }
      try Task.checkCancellation()
      return await lines.finish()
    }
  }

  private static func bytes(_ end: StreamDescriptor, _ limit: Int) async throws -> [UInt8] {
    try await channel(input: end).executeThenClose { inbound, _ in
      var bytes: [UInt8] = []
      for try await piece in inbound {
        bytes += piece.readableBytesView
        guard bytes.count <= limit else {
          throw SlipwayError(.payloadTooLarge, "What was read is larger than \(limit >> 20) MB.")
        }
      }
      try Task.checkCancellation()
      return bytes
    }
  }

  private static func connection(_ number: CInt) async throws -> Connection {
    try await owning(number) {
      try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).withConnectedSocket(number) { channel in
        channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
      }
    }
  }

  private static func channel(input end: StreamDescriptor) async throws -> Connection {
    let number = end.release()
    return try await owning(number) {
      try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton).takingOwnershipOfDescriptor(
        input: number
      ) { channel in
        channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
      }
    }
  }

  /// Until the channel has it, the descriptor is ours.
  private static func owning(_ number: CInt, _ make: () async throws -> Connection) async throws -> Connection {
    do {
      return try await make()
    } catch {
      Glibc.close(number)
      throw error
    }
  }
}
