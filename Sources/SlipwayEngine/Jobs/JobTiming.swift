/// How long leases, graces and waits of the job runner are.
package struct JobTiming: Sendable {
  /// A job whose process died may be taken over after this.
  package var lease = Duration.seconds(15)
  package var renewal = Duration.seconds(5)
  /// What running jobs get to end by themselves when the process stops.
  package var grace = Duration.seconds(2)
  /// The waits before the second, third … attempt; their count + 1 is the number of attempts.
  package var backoff: [Duration] = [.seconds(2), .seconds(10)]

  package init() {}
}

extension Duration {
  /// In seconds.
  package var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
