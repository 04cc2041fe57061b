import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Removes what an application's newest release replaced: old services, files and images.
package enum RetireJob: RunnableJob {
  /// Which deployable.
  package struct Arguments: Codable, Sendable {
    package var deployable: ID<Deployable>

    package init(deployable: ID<Deployable>) { self.deployable = deployable }
  }
  package static let kind = "retire"
  package static let pool = JobPool.upkeep

  /// `DeploymentFinish` enqueues it for the moment of the switch and `drainSeconds`: requests in flight had their time.
  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    StepRecorder.reached("retire", engine.configuration)
    let found = try await engine.store.read { tx -> (Application, Release)? in
      guard let application = try tx.findWorkload(arguments.deployable),
        let current = try tx.releases.current(of: application.id)
      else { return nil }
      return (application, current)
    }
    guard let (application, current) = found else { return }
    // From here on the rows say what is served; the probe is no longer needed.
    try await engine.routes.settle(application.id)
    let docker = try engine.hosts.host(for: nil).docker
    let labels = [
      ReleaseLabels.instance: engine.configuration.instance, ReleaseLabels.deployable: application.id.rawValue,
    ]
    for service in try await docker.listServices(labels: labels) where service.Spec.Name != current.serviceName {
      try await docker.removeService(service.Spec.Name)
    }
    StepRecorder.reached("retire.end", engine.configuration)
    try await Leftovers(engine: engine).prune(application)
  }
}
