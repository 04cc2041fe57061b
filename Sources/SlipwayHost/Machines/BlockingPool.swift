import NIOPosix

/// Threads for calls that block, so that they never hold one of the cooperative pool's few.
package enum BlockingPool {
  /// How long a call may take.
  package enum Length: Sendable {
    /// A file's worth of time.
    case short
    /// Seconds: unpacking, name servers, processes that are asked to end. Such calls wait for each other, not files
    /// for them.
    case long
  }

  private static let short = pool(threads: 4)
  private static let long = pool(threads: 4)

  private static func pool(threads: Int) -> NIOThreadPool {
    let pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
    return pool
  }

  /// Runs to its end in a cancelled task too: what is cleaned up after a cancellation must be cleaned up.
  package static func run<Result: Sendable>(
    lasting length: Length = .short, _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    let threads = length == .short ? short : long
    return try await withCheckedThrowingContinuation { continuation in
      // Not `runIfActive`, which refuses to begin when the task is cancelled. The pools never stop.
      threads.submit { _ in continuation.resume(with: Swift.Result(catching: body)) }
    }
  }
}
