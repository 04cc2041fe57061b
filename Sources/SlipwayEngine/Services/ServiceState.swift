package import Foundation
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What Docker was seen to run of a deployable's current release, beside what is wanted.
package struct ServiceState: Sendable, Hashable, Codable {
  package var serviceName: String
  /// How many tasks are wanted; `nil` of a global service.
  package var wanted: Int?
  package var running: Int
  /// The newest first.
  package var tasks: [TaskFact]
  package var observedAt: Date

  /// - Returns: `nil` when nothing was ever released, or its service is gone.
  /// - Throws: ``SlipwayError`` `unreachable` when Docker does not answer.
  package static func observe(_ deployable: ID<Deployable>, _ engine: Engine) async throws -> ServiceState? {
    guard let release = try await engine.store.read({ try $0.releases.current(of: deployable) }) else { return nil }
    let docker = try await engine.machine(of: deployable).docker
    guard let service = try await docker.inspectService(release.serviceName) else { return nil }
    let tasks = try await docker.listTasks(service: release.serviceName).map(TaskFact.init)
    return ServiceState(service.Spec, tasks, at: engine.now())
  }

  init(_ spec: ServiceSpec, _ tasks: [TaskFact], at now: Date) {
    serviceName = spec.Name
    if case .replicas(let count) = TaskJudgement.Wanted(spec) { wanted = count }
    running = tasks.filter { $0.state == .running && $0.isWanted }.count
    self.tasks = tasks.sorted { ($0.since ?? .distantPast) > ($1.since ?? .distantPast) }
    observedAt = now
  }
}
