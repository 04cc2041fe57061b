/// What one process counts of itself since its start, for whoever scrapes it.
package final class Metrics: Sendable {
  /// By procedure (or route) and status.
  package let requests = Counter("procedure", "status")
  package let requestTimes = Histogram("procedure")
  /// Those that this process ran, by kind and outcome.
  package let jobsEnded = Counter("kind", "outcome")
  package let jobTimes = Histogram("kind")
  /// Who watches now, by what.
  package let watchers = Counter("stream")

  package init() {}
}
