import SlipwayCore
import SlipwayStore

/// Puts projects, environments and services together.
enum ProjectList {
  static func read(_ organization: ID<Organization>, _ tx: Transaction) throws -> [ProjectListItem] {
    let services = Dictionary(grouping: try tx.applications.overview(in: organization), by: \.environmentID)
    let environments = Dictionary(grouping: try tx.environments.all(in: organization), by: \.projectID)
    return try tx.projects.all(in: organization).map { project in
      ProjectListItem(
        projectId: project.id, name: project.name, description: project.description, createdAt: project.createdAt,
        organizationId: project.organizationID,
        environments: (environments[project.id] ?? []).map { item($0, services[$0.id] ?? []) })
    }
  }

  private static func item(_ environment: Environment, _ services: [ServiceSummary]) -> ProjectListItem.Environment {
    ProjectListItem.Environment(
      environmentId: environment.id, name: environment.name, isDefault: environment.isDefault,
      applications: services.map(ServiceBrief.init))
  }
}
