/// Runs `body` to its end although the task that calls was cancelled: undoing and finishing must not be cut
/// short.
package func uncancelled<Result: Sendable>(
  _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  // Cancellation reaches structured children; only a task of its own is out of its reach.
  try await Task { try await body() }.value
}
