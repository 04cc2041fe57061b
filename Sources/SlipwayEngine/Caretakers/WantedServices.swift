package import SlipwayCore
package import SlipwayHost
package import SlipwayStore

/// What the rows want of Docker at one moment.
package struct WantedServices: Sendable {
  /// The current releases of everything that runs.
  package var current: [ServingRelease]
  /// Applications that their owner stopped.
  package var stopped: Set<String>
  /// Those with a job that waits or runs: what they have in Docker is that job's.
  package var busy: Set<String>
  private let names: Set<String>

  package init(current: [ServingRelease], stopped: Set<String> = [], busy: Set<String> = []) {
    self.current = current
    self.stopped = stopped
    self.busy = busy
    names = Set(current.map(\.serviceName))
  }

  /// Whether a service of this installation is wanted by nobody.
  package func isOrphan(_ spec: ServiceSpec) -> Bool {
    let labels = spec.Labels ?? [:]
    guard labels[ReleaseLabels.role] == nil, let deployable = labels[ReleaseLabels.deployable] else { return false }
    return !busy.contains(deployable) && !names.contains(spec.Name)
  }

  /// Whether the service of a current release is not as its owner wants it, and nobody is at work on it.
  /// - Parameter spec: of the service; `nil` when it is gone.
  package func isRestless(_ deployable: ID<Deployable>, _ spec: ServiceSpec?) -> Bool {
    guard !busy.contains(deployable.rawValue) else { return false }
    guard let spec else { return !stopped.contains(deployable.rawValue) }
    return stopped.contains(deployable.rawValue) ? !spec.isAtRest : spec.isAtRest
  }

  /// Of one machine; one query for each, whatever their number.
  /// - Parameter server: `nil` is this machine.
  static func read(_ engine: Engine, on server: ID<Server>?) async throws -> WantedServices {
    try await engine.store.read { tx in
      let busy = try tx.jobs.active().compactMap(\.lane).compactMap(JobLane.deployable(of:)).map(\.rawValue)
      return WantedServices(
        current: try tx.releases.serving().filter { $0.serverID == server },
        stopped: Set(try tx.deployables.stopped().map(\.rawValue)), busy: Set(busy))
    }
  }
}
