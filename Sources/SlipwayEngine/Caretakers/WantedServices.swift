package import SlipwayCore
package import SlipwayHost
import SlipwayStore

/// What the rows want of Docker at one moment.
package struct WantedServices: Sendable {
  /// The current releases of applications that are not stopped and have no job at work.
  package var serving: [Release]
  /// The names of all current releases' services.
  package var names: Set<String>
  /// Applications with a job that waits or runs: what they have in Docker is that job's.
  package var busy: Set<String>
  /// Deployments that are queued or running.
  package var deployments: Set<String>

  package init(serving: [Release] = [], names: Set<String>, busy: Set<String>, deployments: Set<String> = []) {
    self.serving = serving
    self.names = names
    self.busy = busy
    self.deployments = deployments
  }

  /// Whether a service of this installation is wanted by nobody.
  package func isOrphan(_ spec: ServiceSpec) -> Bool {
    let labels = spec.Labels ?? [:]
    guard labels[ReleaseLabels.role] == nil, let application = labels[ReleaseLabels.application] else { return false }
    return !busy.contains(application) && !names.contains(spec.Name)
  }

  static func read(_ engine: Engine) async throws -> WantedServices {
    try await engine.store.read { tx in
      let prefix = JobLane.application(ID(""))
      let lanes = try tx.jobs.active().compactMap(\.lane)
      let busy = Set(lanes.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
      var wanted = WantedServices(names: [], busy: busy)
      for application in try tx.applications.all() {
        wanted.deployments.formUnion(try tx.deployments.active(of: application.id).map(\.id.rawValue))
        guard let current = try tx.releases.current(of: application.id) else { continue }
        wanted.names.insert(current.serviceName)
        if !application.isStopped, !busy.contains(application.id.rawValue) { wanted.serving.append(current) }
      }
      return wanted
    }
  }
}
