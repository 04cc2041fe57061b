import NIOCore
import SlipwayHost
import Synchronization

/// A WebSocket that shows a terminal and types into it, for as long as somebody uses it.
struct TerminalSocket: Sendable {
  private let connection: WebSocketConnection
  private let limits: TerminalLimits
  private let lastUse = LastUse()

  init(_ connection: WebSocketConnection, _ limits: TerminalLimits) {
    self.connection = connection
    self.limits = limits
  }

  /// Runs until the program ends, the browser goes, or the time is over; nothing of the program is left then.
  func run(_ terminal: any Terminal) async throws -> WebSocketClose {
    try await withThrowingTaskGroup(of: WebSocketClose.self) { group in
      group.addTask { try await show(terminal) }
      group.addTask { try await watchTime() }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }

  private func show(_ terminal: any Terminal) async throws -> WebSocketClose {
    let (connection, lastUse) = (connection, lastUse)
    let status = try await terminal.run(
      output: { bytes in
        lastUse.note()
        try await connection.send(binary: bytes)
      },
      typing: { keyboard in
        try await connection.receive { message in
          switch TerminalMessage(message) {
          case .typed(let bytes):
            lastUse.note()
            try await keyboard.type(bytes)
          case .resize(let size): try await keyboard.resize(size)
          }
        }
      })
    return WebSocketClose(1000, status.map { "The shell ended with status \($0)" } ?? "The shell ended")
  }

  private func watchTime() async throws -> WebSocketClose {
    let start = ContinuousClock.now
    while true {
      let end = min(lastUse.time + limits.idleTime, start + limits.lifetime)
      guard end > .now else { break }
      try await Task.sleep(until: end, clock: .continuous)
    }
    let isOld = start + limits.lifetime <= .now
    return WebSocketClose(
      TerminalLimits.timeOver, isOld ? "Closed after a day" : "Closed: nobody has used it for a while")
  }

  /// When it was used last.
  private final class LastUse: Sendable {
    private let moment = Mutex(ContinuousClock.now)
    var time: ContinuousClock.Instant { moment.withLock { $0 } }
    func note() { moment.withLock { $0 = .now } }
  }
}
