import Foundation
import Logging
package import SlipwayCore
import SlipwayStore

/// The log that a person reads of one deployment or backup: lines gather, lose their secrets and become rows a few
/// times a second.
package actor DeploymentLog {
  /// At most four writes a second, or one for each 64 KiB.
  static let interval = Duration.milliseconds(250)
  static let batch = 64 << 10
  package static let standardLimit = 50 << 20
  static let longestLine = 16 << 10

  private let engine: Engine
  private let owner: LogOwner
  private let limit: Int
  private var redaction: Redaction
  private var buffer: [UInt8] = []
  private var lines = 0
  private var written = 0
  private var isFull = false
  private var lastWrite: ContinuousClock.Instant?
  private var timer: Task<Void, Never>?
  private var writer: Task<Void, Never>?

  /// - Parameters:
  ///   - secrets: masked from the first line on.
  ///   - limit: bytes that are kept; `nil` keeps nothing.
  package init(
    engine: Engine, deployment: ID<Deployment>, secrets: [Secret] = [], limit: Int? = DeploymentLog.standardLimit
  ) {
    self.init(engine: engine, owner: .deployment(deployment), secrets: secrets, limit: limit)
  }

  /// Of whatever keeps a log.
  init(engine: Engine, owner: LogOwner, secrets: [Secret] = [], limit: Int? = DeploymentLog.standardLimit) {
    self.engine = engine
    self.limit = limit ?? 0
    isFull = limit == nil
    self.owner = owner
    redaction = Redaction(secrets)
  }

  /// Goes on where an attempt before this one stopped.
  package func resume() async {
    let owner = owner
    written = (try? await engine.store.read { try owner.byteCount($0) }) ?? 0
    isFull = written >= limit
  }

  /// Adds a line, or several when there are line ends in it.
  package func line(_ text: String) async {
    guard !isFull else { return }
    // By bytes: as a character, a line end after a carriage return is another one.
    for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) { append(line) }
    if written + buffer.count > limit {
      isFull = true
      append("This log has reached \(limit >> 20) MB; what follows is not kept.".utf8[...])
    }
    if buffer.count >= Self.batch || isFull {
      await flush()
    } else {
      await flushSoon()
    }
  }

  /// Adds what a command wrote; the shape that `Host.run` wants.
  package nonisolated var output: @Sendable (String) async -> Void {
    { text in await self.line(text) }
  }

  /// From now on this text is masked.
  package func conceal(_ secret: Secret) { redaction.add(secret) }

  /// - Returns: the text as this log would show it.
  package func redacted(_ text: String) -> String { redaction.apply(to: text) }

  /// Writes what has gathered; returns when it is a row.
  package func flush() async {
    timer?.cancel()
    timer = nil
    guard !buffer.isEmpty else {
      await writer?.value
      return
    }
    let text = String(decoding: redaction.apply(to: buffer), as: UTF8.self)
    let (count, previous) = (lines, writer)
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
    lines = 0
    lastWrite = .now
    // A task of its own, because the last lines of a cancelled deployment must be kept too; chained, because
    // order counts.
    let task = Task {
      await previous?.value
      await self.write(text, lines: count)
    }
    writer = task
    await task.value
  }

  private func append(_ line: Substring.UTF8View) {
    let bytes = TerminalText.plain(line.prefix(Self.longestLine))
    buffer.append(contentsOf: bytes)
    if line.count > Self.longestLine { buffer.append(contentsOf: "…".utf8) }
    buffer.append(UInt8(ascii: "\n"))
    lines += 1
  }

  private func flushSoon() async {
    guard let lastWrite, lastWrite + Self.interval > .now else {
      await flush()
      return
    }
    guard timer == nil else { return }
    // Not a child of the caller: a line may wait while the caller goes on, and must still arrive when nothing
    // follows.
    timer = Task {
      guard (try? await Task.sleep(until: lastWrite + Self.interval)) != nil else { return }
      await self.flush()
    }
  }

  private func write(_ text: String, lines: Int) async {
    let (owner, now) = (owner, engine.now())
    do {
      try await engine.store.write { try owner.append(text, lines: lines, now: now, $0) }
      engine.bus.publish(owner.event)
    } catch {
      Logger(label: "slipway.deployments").error(
        "a log could not be written", metadata: [LogKeys.deployment: "\(owner)", LogKeys.error: "\(error)"])
    }
  }
}
