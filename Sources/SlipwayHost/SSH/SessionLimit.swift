import SlipwayCore

/// Turns for what runs at once over one connection: an SSH server allows ten sessions unless it is told otherwise.
actor SessionLimit {
  private let limit: Int
  private var taken = 0
  private var waiting: [(id: Int, count: Int, turn: CheckedContinuation<Bool, Never>)] = []
  private var next = 0

  init(_ limit: Int = 8) { self.limit = limit }

  /// Runs `body` when so many sessions are free; first come, first served.
  /// - Throws: `CancellationError` while it waits; whatever `body` throws.
  nonisolated func with<Result: Sendable>(_ count: Int = 1, _ body: @Sendable () async throws -> Result) async throws
    -> Result
  {
    let count = min(count, limit)
    guard await take(count) else { throw CancellationError() }
    do {
      let result = try await body()
      await give(count)
      return result
    } catch {
      await give(count)
      throw error
    }
  }

  /// - Returns: `false` when whoever waited was cancelled.
  private func take(_ count: Int) async -> Bool {
    guard !waiting.isEmpty || taken + count > limit else {
      taken += count
      return true
    }
    next += 1
    let id = next
    return await withTaskCancellationHandler {
      await withCheckedContinuation { turn in
        if Task.isCancelled { return turn.resume(returning: false) }
        waiting.append((id, count, turn))
      }
    } onCancel: {
      Task { await self.leave(id) }
    }
  }

  private func leave(_ id: Int) {
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
    waiting.remove(at: index).turn.resume(returning: false)
    admit()
  }

  private func give(_ count: Int) {
    taken -= count
    admit()
  }

  private func admit() {
    while let first = waiting.first, taken + first.count <= limit {
      waiting.removeFirst()
      taken += first.count
      first.turn.resume(returning: true)
    }
  }
}
