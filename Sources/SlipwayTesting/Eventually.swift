/// Polls until `condition` holds: for what other programs do, which send no signal.
/// - Throws: ``EndToEndFailure`` that says what did not happen, or the last error of `condition`.
package func eventually(
  _ what: String, within limit: Duration = .seconds(120), every pause: Duration = .milliseconds(100),
  isolation: isolated (any Actor)? = #isolation, _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  var last: (any Error)?
  repeat {
    do {
      if try await condition() { return }
      last = nil
    } catch let error as CancellationError {
      throw error
    } catch {
      last = error
    }
    try await Task.sleep(for: pause)
  } while ContinuousClock.now < end
  throw EndToEndFailure("not within \(limit): \(what)" + (last.map { "; last: \($0)" } ?? ""))
}
