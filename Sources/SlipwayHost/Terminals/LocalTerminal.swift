import Foundation
import Glibc
import NIOCore
import NIOPosix
import SlipwayCore
import Subprocess
import Synchronization

/// A program on a terminal of this machine.
struct LocalTerminal: Terminal {
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
  let host: LocalHost
  let size: TerminalSize
  /// What runs on it, and is told nothing of Slipway's own surroundings.
  let command: Command
  /// What its programs carry.
  let mark: ProcessMark

  /// - Parameters:
  ///   - program: with its words, folder and variables; nothing else of it counts.
  ///   - mark: what it and all that it begins carry.
  init(on host: LocalHost, _ size: TerminalSize, _ program: Command, mark: ProcessMark) {
    self.host = host
    self.size = size
    self.mark = mark
    // A session of its own whose terminal this is: without it there is no Ctrl-C.
    var command = Command(words: ["setsid", "-c"] + program.words)
    command.isBare = true
    command.workingDirectory = program.workingDirectory
    let usual = MinimalEnvironment.variables.merging(["TERM": "xterm-256color", mark.name: mark.value]) { $1 }
    command.environment = usual.mapValues { Secret($0) }.merging(program.environment) { $1 }
    self.command = command
  }

  /// The shell of the user that Slipway runs as.
  static func shell(on host: LocalHost, _ size: TerminalSize) -> LocalTerminal {
    let user = LoginUser.present
    var shell = Command([user.shell, "-l"])
    shell.workingDirectory = user.home
    shell.environment = user.variables.mapValues { Secret($0) }
    return LocalTerminal(on: host, size, shell, mark: TerminalProcesses.mark())
  }

  func run(
    output: @escaping @Sendable (ByteBuffer) async throws -> Void,
    typing: @escaping @Sendable (any TerminalKeyboard) async throws -> Void
  ) async throws -> Int? {
    let ends = try PseudoTerminal(size)
    let (mark, status) = (mark, ExitStatus())
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        let end = try await program(ends)
        status.note(end)
        // What still runs in its background would keep the terminal open.
        await Self.end(mark)
      }
      do {
        try await pump(TerminalPump.Viewer(output: output, typing: typing), ends)
        await Self.end(mark)
        try await group.waitForAll()
      } catch {
        await Self.end(mark)
        group.cancelAll()
        throw error
      }
    }
    return status.value
  }

  /// In a cancelled task, too.
  private static func end(_ mark: ProcessMark) async { await Task { await TerminalProcesses.end(mark) }.value }

  /// - Returns: its exit status.
  private func program(_ ends: PseudoTerminal) async throws -> Int? {
    defer { ends.inner.close() }
    var configuration = try host.configuration(of: command)
    // It leaves our session only in its own time, and must not be mistaken for our group until then.
    configuration.platformOptions = PlatformOptions()
    let (keyboard, screen) = (try Self.keyboard(ends.inner), try Self.screen(ends.inner))
    let result = try await host.starting(configuration) { [configuration] in
      try await Subprocess.run(
        configuration, input: keyboard, output: screen, error: .combinedWithOutput
      ) { _ in
        // Ours would keep us from seeing that the last program has ended.
        ends.inner.close()
      }
    }
    return Int(LocalHost.status(result.terminationStatus))
  }

  private func pump(_ viewer: TerminalPump.Viewer, _ ends: PseudoTerminal) async throws {
    let connection = try await Self.connection(to: ends.outer)
    try await connection.executeThenClose { inbound, outbound in
      var pieces = inbound.makeAsyncIterator()
      let keyboard = StreamKeyboard(stream: outbound) { ends.resize($0) }
      try await TerminalPump.run(viewer, connection.channel, keyboard) {
        do {
          return try await pieces.next()
        } catch let error as IOError where error.errnoCode == EIO {
          // So a terminal says that nobody is on it any more.
          return nil
        }
      }
    }
  }

  private static func connection(to outer: StreamDescriptor) async throws -> Connection {
    let (input, output) = (dup(outer.number), dup(outer.number))
    for descriptor in [input, output] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    do {
      return try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton).takingOwnershipOfDescriptors(
        input: input, output: output
      ) { channel in
        channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
      }
    } catch {
      for descriptor in [input, output] { close(descriptor) }
      throw error
    }
  }

  private static func keyboard(_ end: StreamDescriptor) throws -> FileDescriptorInput {
    .fileDescriptor(try descriptor(end), closeAfterSpawningProcess: false)
  }

  private static func screen(_ end: StreamDescriptor) throws -> FileDescriptorOutput {
    .fileDescriptor(try descriptor(end), closeAfterSpawningProcess: false)
  }

  /// Of the type that Subprocess wants, without importing the module that defines it.
  private static func descriptor<Descriptor: RawRepresentable>(_ end: StreamDescriptor) throws -> Descriptor
  where Descriptor.RawValue == CInt {
    guard let descriptor = Descriptor(rawValue: end.number) else {
      throw SlipwayError(.internal, "A terminal could not be handed on.")
    }
    return descriptor
  }
}

/// How the program has ended; `nil` as long as it has not.
private final class ExitStatus: Sendable {
  private let status = Mutex<Int?>(nil)

  var value: Int? { status.withLock { $0 } }

  func note(_ end: Int?) { status.withLock { $0 = end } }
}
