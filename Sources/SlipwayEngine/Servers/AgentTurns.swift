import SlipwayCore

/// One at a time puts the agent of a server right: a set-up and a caretaker would bring the program twice and start it twice.
package actor AgentTurns {
  private var last: [ID<Server>: Task<Void, Never>] = [:]

  package init() {}

  /// Runs `body` when those who came before have ended.
  func take<Value: Sendable>(
    _ server: ID<Server>, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let before = last[server]
    let work = Task {
      await before?.value
      try Task.checkCancellation()
      return try await body()
    }
    last[server] = Task { _ = await work.result }
    return try await withTaskCancellationHandler {
      try await work.value
    } onCancel: {
      work.cancel()
    }
  }
}
