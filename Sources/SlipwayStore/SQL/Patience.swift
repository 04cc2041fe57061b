/// How long the work at hand waits for a database server that is away.
///
/// Somebody who looks at a page wants to know soon; a deployment would rather pause than fail.
package enum Patience {
  @TaskLocal package static var limit: Duration = .seconds(5)

  /// Runs `attempt` again as long as it throws ``SQLError`` `lost`, at most for ``limit``.
  static func whileLost<Result>(_ attempt: () async throws -> Result) async throws -> Result {
    let end = ContinuousClock.now + limit
    var pause = Duration.milliseconds(20)
    while true {
      do {
        return try await attempt()
      } catch let error as SQLError where error.kind == .lost {
        guard .now + pause < end else { throw error }
        try await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(1))
      }
    }
  }
}
