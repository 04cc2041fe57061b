import SlipwayCore
import SlipwayStore

/// Puts projects, environments and services together.
enum ProjectList {
  static func read(_ organization: ID<Organization>, _ tx: Transaction) throws -> [ProjectListItem] {
    try tx.projectOverview(of: organization).projects.map { project in
      ProjectListItem(
        projectId: project.id, name: project.name, description: project.description, createdAt: project.createdAt,
        organizationId: organization, environments: project.environments.map(item))
    }
  }

  private static func item(_ environment: ProjectOverview.Environment) -> ProjectListItem.Environment {
    ProjectListItem.Environment(
      environmentId: environment.id, name: environment.name, isDefault: environment.isDefault,
      applications: environment.services.map(ServiceBrief.init))
  }
}
