/// When the next job becomes available is asked after each one; with thousands that wait, a look at all of them took longer
/// than the jobs.
enum M0017_DueJobs: Migration {
  static let version = 17
  static let statements: [SQL] = ["CREATE INDEX job_due ON job (available_at) WHERE state = 'queued'"]
}
