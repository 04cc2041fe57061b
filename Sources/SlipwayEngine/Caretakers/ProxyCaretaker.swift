import Logging
import ServiceLifecycle
import SlipwayCore
import Synchronization

/// Keeps the proxy installed: at start, when Docker or the Swarm appears, and when the settings change.
package final class ProxyCaretaker: Service, Sendable {
  /// How it stands.
  package enum State: Sendable, Hashable {
    case starting
    case ready
    /// What is missing, in words for the person.
    case waiting(String)
  }

  private let engine: Engine
  private let current = Mutex(State.starting)
  /// How often a proxy that is missing is tried again, and one that is there looked at.
  private let retry: Duration
  private let look: Duration

  package init(_ engine: Engine, retry: Duration = .seconds(3), look: Duration = .seconds(60)) {
    self.engine = engine
    self.retry = retry
    self.look = look
  }

  package var state: State { current.withLock { $0 } }

  package func run() async throws {
    try await cancelWhenGracefulShutdown {
      // What is published while the proxy is being installed waits here.
      let events = self.engine.bus.events()
      try await withThrowingTaskGroup(of: Void.self) { group in
        // One at a time: two that install at once would both find nothing there.
        let (turns, next) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        next.yield()
        group.addTask { for await event in events where event == .serverSettingsChanged { next.yield() } }
        group.addTask { await self.watch(turns, next) }
        try await group.next()
        group.cancelAll()
      }
    }
  }

  /// - Parameter next: asks for another turn.
  private func watch(_ turns: AsyncStream<Void>, _ next: AsyncStream<Void>.Continuation) async {
    let alarm = Alarm { next.yield() }
    for await _ in turns { alarm.set(after: await attempt() ? look : retry) }
  }

  @discardableResult
  private func attempt() async -> Bool {
    let logger = Logger(label: "slipway.proxy")
    do {
      if try await ProxyInstall(engine).run() { logger.notice("proxy installed") }
      if set(.ready) { logger.info("proxy ready") }
      return true
    } catch {
      if Task.isCancelled { return false }
      let message = (error as? SlipwayError)?.message ?? "\(error)"
      if set(.waiting(message)) { logger.warning("proxy cannot be installed yet", metadata: ["error": "\(message)"]) }
      return false
    }
  }

  /// - Returns: whether it is news.
  private func set(_ state: State) -> Bool {
    current.withLock { current in
      defer { current = state }
      return current != state
    }
  }
}
