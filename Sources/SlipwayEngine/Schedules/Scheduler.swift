import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayStore

/// Rings recurrences when their moment comes.
///
/// A recurrence's next moment and the job that it queues are one transaction, and the moment is compared before it is set: two
/// processes never ring one twice, and a crash never loses one. What was missed while nobody was there rings once.
package final class Scheduler: Service {
  /// A clock that is set, or a suspended machine, is noticed after this at the latest.
  private static let longestSleep = Duration.seconds(30)
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
          await self.ringAll()
          timer.set(after: min(await self.untilNext() ?? Self.longestSleep, Self.longestSleep))
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
    let kinds = kinds
    let rung = try await engine.store.write { tx in
      try tx.recurrences.due(now).filter { try Self.ring($0, kinds, tx, now) }.count
    }
    if rung > 0 { engine.bus.publish(.jobQueued) }
    return rung
  }

  private static func ring(
    _ recurrence: Recurrence, _ kinds: [String: any RecurrenceKind.Type], _ tx: Transaction, _ now: Date
  ) throws -> Bool {
    guard let next = try? Recurrence.next(recurrence.expression, recurrence.timeZone, after: now) else {
      // What cannot be read any more must not keep the others from ringing.
      try tx.recurrences.remove(kind: recurrence.kind, subject: recurrence.subject)
      return false
    }
    guard try tx.recurrences.ring(recurrence, next: next) else { return false }
    try kinds[recurrence.kind]?.ring(recurrence, tx, now: now)
    return true
  }

  private func ringAll() async {
    do {
      try await ringDue()
    } catch {
      logger.error("recurrences could not be rung", metadata: [LogKeys.error: "\(error)"])
    }
  }

  private func untilNext() async -> Duration? {
    guard let next = try? await engine.store.read({ try $0.recurrences.earliest() }) else { return nil }
    return .milliseconds(max(50, Int(next.timeIntervalSince(engine.now()) * 1000) + 5))
  }
}
