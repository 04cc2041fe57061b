package import SlipwayHost

/// What every stage of one deployment is given.
package struct StageContext: Sendable {
  package let engine: Engine
  /// This machine: what is fetched, and what images are built from, lies here, wherever the service runs.
  package let workshop: any Host
  /// The machine that the service runs on: its Docker Engine, and the files that containers mount.
  package let machine: Machine
  /// The machine whose Docker Engine makes the image; another one than ``machine`` where a build server does.
  package var builder: Machine
  package let snapshot: DeploymentSnapshot
  package let log: DeploymentLog
  package let steps: StepRecorder

  /// - Parameter machine: `nil` is this machine.
  package init(
    engine: Engine, host: any Host, machine: Machine? = nil, snapshot: DeploymentSnapshot, log: DeploymentLog,
    steps: StepRecorder
  ) {
    self.engine = engine
    workshop = host
    self.machine = machine ?? Machine(this: host, folders: engine.folders)
    builder = self.machine
    self.snapshot = snapshot
    self.log = log
    self.steps = steps
  }
}
