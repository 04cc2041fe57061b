import SlipwayCore

/// A limit to how long something may take.
package enum Deadline {
  /// Runs `body`, cancels it when the time is over, and waits for its end in every case.
  /// - Throws: ``SlipwayError`` `timeout` when the time is over; whatever `body` throws.
  package static func run<Result: Sendable>(
    within limit: Duration, what: String, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let result = first else {
        throw SlipwayError(.timeout, "\(what) took longer than \(limit.inWords) and was stopped.")
      }
      return result
    }
  }
}
