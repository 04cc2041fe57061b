package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one application with everything that belongs to it.
package enum ApplicationOne: Procedure {
  package static let name = "application.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers an application with its settings, domains, deployments, mounts and ports"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .read)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> ApplicationDetail {
    try await call.store.read { tx in
      let application = try tx.applications.one(input.applicationId)
      let environment = try tx.environments.one(application.environmentID)
      let project = try tx.projects.one(environment.projectID)
      var relations = ApplicationDetail.Relations(
        environment: EnvironmentRow(environment, project: ProjectRow(project)),
        domains: try tx.domains.all(of: application.id).map { DomainRow($0) },
        deployments: try tx.deployments.all(of: application.id, limit: 50).map { DeploymentRow($0) },
        mounts: try tx.mounts.all(of: application.id).map { MountRow($0) },
        ports: try tx.ports.all(of: application.id).map(PortRow.init),
        redirects: try tx.redirects.all(of: application.id).map(RedirectRow.init),
        security: try tx.basicAuths.all(of: application.id).map(SecurityRow.init),
        previewDeployments: try PreviewReading.rows(of: application.id, tx),
        server: try ServerReading.row(of: application.serverID, tx),
        buildServer: try ServerReading.row(of: application.build.buildServerId, tx),
        registry: try application.build.registryId.flatMap { try tx.registries.find($0) }.map(RegistryRow.init),
        buildRegistry: try application.build.buildRegistryId.flatMap { try tx.registries.find($0) }
          .map(RegistryRow.init))
      let reading = try ProviderReading(application.source.choice, call, tx)
      relations.show(reading.row, unauthorized: reading.unauthorized)
      return ApplicationDetail(application, try tx.previewPlans.plan(of: application.deployable), relations)
    }
  }
}
