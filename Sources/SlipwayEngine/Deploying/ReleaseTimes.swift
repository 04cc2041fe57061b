package import SlipwayCore

/// How long the stages of a release wait for what.
package struct ReleaseTimes: Sendable, Hashable {
  /// Between two looks at the tasks.
  package var poll = Duration.milliseconds(150)
  /// Until all tasks must run.
  package var start: Duration
  /// How long they must stay so.
  package var monitor: Duration
  /// How long no node may be able to take a task: what is being stopped needs a moment to free its port.
  package var patience = Duration.seconds(20)
  /// Until the proxy must have taken over a file.
  package var proxy = Duration.seconds(15)

  package init(start: Duration, monitor: Duration) {
    self.start = start
    self.monitor = monitor
  }

  /// As the settings say; the user's own update config and health check are heard, too.
  package init(_ settings: ServerSettings, _ runtime: RuntimeSettings) {
    let grace = max(0, runtime.healthCheckSwarm?.StartPeriod ?? 0)
    start = .seconds(max(1, settings.startSeconds)) + .nanoseconds(grace)
    let own = runtime.updateConfigSwarm?.Monitor.map { Duration.nanoseconds(max(0, $0)) }
    monitor = own ?? .seconds(max(0, settings.monitorSeconds))
  }

  var startSeconds: Double { start.inSeconds }
}
