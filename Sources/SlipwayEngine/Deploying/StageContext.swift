package import SlipwayHost

/// What every stage of one deployment is given.
package struct StageContext: Sendable {
  package let engine: Engine
  package let host: any Host
  package let snapshot: DeploymentSnapshot
  package let log: DeploymentLog
  package let steps: StepRecorder

  package init(
    engine: Engine, host: any Host, snapshot: DeploymentSnapshot, log: DeploymentLog, steps: StepRecorder
  ) {
    self.engine = engine
    self.host = host
    self.snapshot = snapshot
    self.log = log
    self.steps = steps
  }
}
