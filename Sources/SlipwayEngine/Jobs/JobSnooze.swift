/// What a job throws that cannot begin yet: it is tried again after a while, and that is no failure.
package struct JobSnooze: Error, Sendable {
  package var wait: Duration

  package init(wait: Duration) { self.wait = wait }
}
