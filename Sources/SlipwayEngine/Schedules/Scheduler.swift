import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayStore

/// Rings recurrences when their moment comes.
///
/// A recurrence's next moment and the job that it queues are one transaction, and the moment is compared before it is set: two
/// processes never ring one twice, and a crash never loses one. What was missed while nobody was there rings once. Each
/// recurrence has a transaction of its own: one that cannot ring keeps no other from it.
package final class Scheduler: Service {
  /// A clock that is set, or a suspended machine, is noticed after this at the latest.
  private static let longestSleep = Duration.seconds(30)
  /// After a look that came to nothing: the store may be busy or full.
  private static let retry = Duration.seconds(5)
  private let engine: Engine
  private let kinds: [String: any RecurrenceKind.Type]
  private let logger = Logger(label: "slipway.scheduler")

  package init(_ engine: Engine, kinds: [any RecurrenceKind.Type] = RecurrenceKinds.all) {
    self.engine = engine
    self.kinds = Dictionary(kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func run() async throws {
    let events = engine.bus.events()
    await cancelWhenGracefulShutdown {
      let (bells, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
      await withDiscardingTaskGroup { group in
        group.addTask { for await event in events where event == .recurrencesChanged { bell.yield() } }
        let timer = Alarm { bell.yield() }
        bell.yield()
        for await _ in bells {
          let wait = await self.ringAll() ? await self.untilNext() ?? Self.longestSleep : Self.retry
          timer.set(after: min(wait, Self.longestSleep))
        }
        group.cancelAll()
      }
    }
  }

  /// Rings every recurrence whose moment has come.
  /// - Returns: how many.
  @discardableResult
  package func ringDue() async throws -> Int {
    let now = engine.now()
    var rung = 0
    for recurrence in try await engine.store.read({ try $0.recurrences.due(now) }) {
      if try await ring(recurrence, now) { rung += 1 }
    }
    if rung > 0 { engine.bus.publish(.jobQueued) }
    return rung
  }

  /// - Throws: when not even the next moment can be written: then it is due still.
  private func ring(_ recurrence: Recurrence, _ now: Date) async throws -> Bool {
    let kind = kinds[recurrence.kind]
    do {
      return try await engine.store.write { tx in
        guard try Self.move(recurrence, tx, now) else { return false }
        try kind?.ring(recurrence, tx, now: now)
        return true
      }
    } catch  where !(error is CancellationError) && !Self.isOfStore(error) {
      logger.error(
        "a recurrence could not be rung",
        metadata: [LogKeys.jobKind: "\(recurrence.kind)", LogKeys.error: "\(error)"])
      let problem = (error as? SlipwayError)?.message ?? "something unexpected happened."
      try await engine.store.write { tx in
        guard try Self.move(recurrence, tx, now) else { return }
        try kind?.failed(recurrence, problem, tx, now: now)
      }
      return false
    }
  }

  /// Sets the next moment.
  /// - Returns: `false` when somebody has, or when there is none.
  private static func move(_ recurrence: Recurrence, _ tx: Transaction, _ now: Date) throws -> Bool {
    guard let next = try? Recurrence.next(recurrence.expression, recurrence.timeZone, after: now) else {
      // It cannot be read any more.
      try tx.recurrences.remove(kind: recurrence.kind, subject: recurrence.subject)
      return false
    }
    return try tx.recurrences.ring(recurrence, next: next)
  }

  /// Whether the store refused to write at all, so that another attempt may do what this one did not.
  private static func isOfStore(_ error: any Error) -> Bool {
    [.busy, .full, .unreadable].contains(((error as? SlipwayError)?.cause as? SQLError)?.kind)
  }

  /// - Returns: whether all that was due has rung or is moved on.
  private func ringAll() async -> Bool {
    do {
      try await ringDue()
      return true
    } catch {
      logger.error("recurrences could not be rung", metadata: [LogKeys.error: "\(error)"])
      return false
    }
  }

  private func untilNext() async -> Duration? {
    guard let next = try? await engine.store.read({ try $0.recurrences.earliest() }) else { return nil }
    return .milliseconds(max(50, Int(next.timeIntervalSince(engine.now()) * 1000) + 5))
  }
}
