package import Foundation
import Logging
import ServiceLifecycle
package import SlipwayCore
import SlipwayHost
package import SlipwayStore

/// Counts what the proxy was asked, while that is switched on: reads its access log as it grows, and keeps the log within
/// its bound.
package struct RequestCounter: Service {
  private static let setting = "requests.position"
  private static let interval = Duration.seconds(5)
  private let store: Store
  private let bus: any EventBus
  private let now: @Sendable () -> Date
  private let file: AccessLogFile
  private let tellProxy: @Sendable () async throws -> Void

  /// - Parameters:
  ///   - path: of the access log.
  ///   - tellProxy: that it shall go on in a new file.
  package init(
    store: Store, bus: any EventBus, path: String, now: @escaping @Sendable () -> Date,
    tellProxy: @escaping @Sendable () async throws -> Void
  ) {
    self.store = store
    self.bus = bus
    self.now = now
    self.tellProxy = tellProxy
    file = AccessLogFile(path: path)
  }

  /// Nothing happens here while it is switched off: a change of the settings wakes it up.
  package func run() async throws {
    let events = bus.events()
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        let (turns, next) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        next.yield()
        group.addTask { for await event in events where event == .serverSettingsChanged { next.yield() } }
        group.addTask { await watch(turns) }
      }
    }
  }

  private func watch(_ turns: AsyncStream<Void>) async {
    for await _ in turns {
      var cleanUp: Date?
      while !Task.isCancelled, await turn(&cleanUp) {
        guard (try? await Task.sleep(for: Self.interval)) != nil else { return }
      }
    }
  }

  /// - Parameter cleanUp: when the log is put aside next, by its own schedule.
  /// - Returns: `false` when it is switched off; a store that does not answer does not say so.
  func turn(_ cleanUp: inout Date?) async -> Bool {
    var settings: ServerSettings?
    let isRead = await attempt("it is not known whether requests shall be counted") {
      settings = try await store.read { try $0.settings.server() }
    }
    guard isRead else { return true }
    guard let settings, settings.countsRequests else { return false }
    await attempt("requests were not counted") { try await count() }
    let now = now()
    let isDue = cleanUp.map { $0 <= now } ?? false
    if isDue || cleanUp == nil { cleanUp = Self.next(settings.logCleanupCron, after: now) }
    await attempt("the access log was not put aside") { try await rotate(isDue: isDue) }
    return true
  }

  @discardableResult
  private func attempt(_ failure: Logger.Message, _ body: () async throws -> Void) async -> Bool {
    do {
      try await body()
      return true
    } catch {
      guard !Task.isCancelled else { return false }
      Logger(label: "slipway.requests").warning(failure, metadata: [LogKeys.error: "\(error)"])
      return false
    }
  }

  private static func next(_ expression: String?, after now: Date) -> Date? {
    expression.flatMap { try? Recurrence.next($0, nil, after: now) }
  }

  /// Counts all that is new: the rows and how far they go are one transaction, so that each request counts once.
  package func count() async throws {
    let file = file
    while true {
      let position = try await position()
      let (tally, next) = try await BlockingPool.run {
        var tally = RequestTally()
        let next = try file.read(after: position) { bytes in
          if let line = AccessLine(bytes) { tally.add(line) }
        }
        return (tally, next)
      }
      guard let next else { return }
      let now = now()
      try await store.write { tx in
        if !tally.isEmpty {
          let domains = try tx.domains.all().map { ($0.uniqueConfigKey, $0) }
          try tally.write(tx, domains: Dictionary(domains, uniquingKeysWith: { first, _ in first }))
          try tx.requestCounts.trim(now: now)
        }
        let text = String(decoding: try JSONEncoder().encode(next), as: UTF8.self)
        try tx.settings.set(Self.setting, text)
      }
    }
  }

  private func position() async throws -> AccessLogFile.Position {
    let text = try await store.read { try $0.settings.value(Self.setting) }
    return text.flatMap { try? JSONDecoder().decode(AccessLogFile.Position.self, from: Data($0.utf8)) } ?? .init()
  }

  /// Puts the file aside when that is due or it is too large, and tells the proxy, which goes on in a new one. One that was
  /// not told, or did not hear it, writes on into the old one: it is told again.
  func rotate(isDue: Bool) async throws {
    let file = file
    let isTold = try await BlockingPool.run {
      if file.isLeftBehind { return true }
      guard isDue || file.size > AccessLogFile.limit else { return false }
      file.putAside()
      return true
    }
    if isTold { try await tellProxy() }
  }
}
