import SlipwayCore
import SlipwayStore

/// Counts what the organisation has.
package enum ProjectHomeStats: Procedure {
  /// Counts by kind and by state.
  package struct Output: Codable, Sendable {
    /// Services by what was last observed.
    package struct Status: Codable, Sendable {
      package var running: Int
      package var error: Int
      package var idle: Int
    }
    package var projects: Int
    package var environments: Int
    package var applications: Int
    package var compose: Int
    package var databases: Int
    package var services: Int
    package var status: Status
  }

  package static let name = "project.homeStats"
  package static let kind = ProcedureKind.query
  package static let summary = "Counts projects, environments and services by state"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let organization = try call.organization()
    return try await call.store.read { tx in
      let services = try tx.deployables.overview(in: organization)
      let count = { (status: Deployable.Status) in services.count { $0.status == status } }
      let kinds = { (kind: Deployable.Kind) in services.count { $0.kind == kind } }
      return Output(
        projects: try tx.projects.count(in: organization),
        environments: try tx.environments.count(in: organization),
        applications: kinds(.application), compose: kinds(.compose), databases: kinds(.database),
        services: services.count,
        status: Output.Status(running: count(.done), error: count(.error), idle: count(.idle)))
    }
  }
}
