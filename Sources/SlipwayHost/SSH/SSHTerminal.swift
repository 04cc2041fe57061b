import NIOCore
import SlipwayCore

/// The shell of the user that a server is reached by, on a terminal over there. ssh stands on one of this machine, and makes
/// the other one be as large.
struct SSHTerminal: Terminal {
  /// An SSH server allows ten sessions on a connection unless it is told otherwise, and takes a moment to forget one.
  static let most = 8
  let host: SSHHost
  let size: TerminalSize

  func run(
    output: @escaping @Sendable (ByteBuffer) async throws -> Void,
    typing: @escaping @Sendable (any TerminalKeyboard) async throws -> Void
  ) async throws -> Int? {
    let (connection, mark) = (host.terminals, TerminalProcesses.mark())
    // At its beginning it ends what this installation has left over there, which this will look like.
    try await host.connect()
    try await connection.begin(of: Self.most)
    do {
      let client = connection.client(Self.line([mark, host.local.remoteMark]), isTerminal: true)
      let terminal = LocalTerminal(on: host.local, size, client, mark: mark)
      let status = try await terminal.run(output: output, typing: typing)
      if status == 255, await connection.isLost() { throw host.lost }
      await end(mark)
      return status
    } catch {
      await end(mark)
      throw error
    }
  }

  /// In a cancelled task, too.
  private func end(_ mark: ProcessMark) async {
    let host = host
    await Task {
      // By the connection of commands: this one's sessions may all be taken.
      await host.end(mark, session: nil)
      await host.terminals.finish()
    }.value
  }

  /// For whatever shell the user has: all of them know this variable, and what `-l` means.
  static func line(_ marks: [ProcessMark]) -> String {
    "exec env " + Shell.line(marks.map { "\($0.name)=\($0.value)" }) + " \"$SHELL\" -l"
  }
}
