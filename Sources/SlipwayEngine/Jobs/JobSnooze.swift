/// What a job throws that cannot begin yet: it is tried again after a while, and that is no failure.
package struct JobSnooze: Error, Sendable {
  package var wait: Duration
  /// The pool that it counts against from then on; `nil` leaves it where it is.
  package var pool: JobPool?

  package init(wait: Duration, pool: JobPool? = nil) {
    self.wait = wait
    self.pool = pool
  }
}
