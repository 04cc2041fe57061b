package import SlipwayCore

/// What a running job is given.
package struct JobContext: Sendable {
  package let engine: Engine
  package let job: Job

  package init(engine: Engine, job: Job) {
    self.engine = engine
    self.job = job
  }
}
