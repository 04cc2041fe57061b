package import SlipwayCore
package import SlipwayHost

/// Lets those who change the branch of one application do it one after the other, also when they are in several processes
/// of this machine. Whoever has begun comes to the end, although nobody waits for it any more.
package actor PushTurns {
  private var last: [ID<Deployable>: (number: Int, task: Task<Void, Never>)] = [:]
  private var count = 0

  /// - Parameter lock: of the repository, against other processes.
  package func take<Result: Sendable>(
    _ id: ID<Deployable>, _ lock: FileLock, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let before = last[id]?.task
    // Of its own: the connection that it was begun for may break at any moment, and half of it must not stay.
    let task = Task {
      await before?.value
      return try await lock.with { try await body() }
    }
    count += 1
    let number = count
    last[id] = (number, Task { _ = await task.result })
    defer { if last[id]?.number == number { last[id] = nil } }
    return try await task.value
  }
}
