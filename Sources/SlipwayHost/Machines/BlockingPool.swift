import NIOPosix

/// Threads for calls that block, so that they never hold one of the cooperative pool's few.
package enum BlockingPool {
  private static let threads: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 4)
    pool.start()
    return pool
  }()

  /// Runs to its end in a cancelled task too: what is cleaned up after a cancellation must be cleaned up.
  package static func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      // Not `runIfActive`, which refuses to begin when the task is cancelled. The pool never stops.
      threads.submit { _ in continuation.resume(with: Swift.Result(catching: body)) }
    }
  }
}
