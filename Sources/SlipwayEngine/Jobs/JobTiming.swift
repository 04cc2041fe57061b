/// How long leases, graces and waits of the job runner are.
package struct JobTiming: Sendable {
  /// A job whose process died may be taken over after this.
  package var lease = Duration.seconds(15)
  package var renewal = Duration.seconds(5)
  /// What running jobs get to end by themselves when the process stops.
  package var grace = Duration.seconds(2)
  /// The waits before the second, third … attempt; their count + 1 is the number of attempts.
  package var backoff: [Duration] = [.seconds(2), .seconds(10)]

  /// How long work waits for a database server that is away before it counts as failed.
  package var patience = Duration.seconds(600)

  /// How often a worker looks that shares its store: what should have woken it may have been lost.
  package var backstop = Duration.seconds(5)

  package init() {}

  /// - Parameter stop: how long the process may take to end. What is given back after its grace gets eighteen seconds of it
  ///   to be undone, or nine tenths when it is less than that.
  package init(stop: Duration) { grace = max(stop / 10, stop - .seconds(18)) }

  /// Before the attempt after so many failed ones; for those that are never given up it doubles up to five minutes.
  func wait(after failures: Int) -> Duration {
    if failures <= backoff.count { return backoff[max(0, failures - 1)] }
    let last = backoff.last ?? .seconds(1)
    return min(.seconds(300), last * Int(1 << min(20, failures - backoff.count)))
  }
}
